import { fold, foldWithPlaces, isBlank, placesOf } from '../../common/text/index.ts';
import type { FindState } from '../state/find-state.ts';
import { stateLimits } from '../state/limits.ts';

/** Colors what is looked for in the messages that are in the document, without a change in any of them. */
export class Highlighter {
  readonly #all = new Highlight();
  readonly #current = new Highlight();

  constructor() {
    this.#current.priority = 1;
    CSS.highlights.set('found', this.#all);
    CSS.highlights.set('found-current', this.#current);
  }

  /** After every drawing. */
  show(root: HTMLElement, find: FindState | undefined): void {
    this.#all.clear();
    this.#current.clear();
    const wanted = fold(find?.text ?? '');
    if (find === undefined || isBlank(wanted)) return;
    for (const text of root.querySelectorAll<HTMLElement>('.row .msg-text')) {
      const key = text.closest<HTMLElement>('[data-key]')?.dataset['key'];
      const into = key !== undefined && key === find.hits[find.at] ? this.#current : this.#all;
      for (const range of rangesIn(text, wanted)) if (into.size < stateLimits.highlights) into.add(range);
    }
  }
}

const rangesIn = (element: HTMLElement, wanted: string): readonly Range[] => {
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const content = node.nodeValue ?? '';
    for (const { start, end } of placesOf(foldWithPlaces(content), wanted)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, Math.min(end, content.length));
      ranges.push(range);
    }
  }
  return ranges;
};
