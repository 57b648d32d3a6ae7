import { fold, foldWithPlaces, isBlank, placesOf } from '../../common/text/index.ts';
import type { Finding } from '../state/finding.ts';
import { stateLimits } from '../state/limits.ts';

/** Colours what is looked for in the messages that are in the document, without a change in any of them. */
export class Highlighter {
  readonly #all = new Highlight();
  readonly #current = new Highlight();

  constructor() {
    this.#current.priority = 1;
    CSS.highlights.set('found', this.#all);
    CSS.highlights.set('found-current', this.#current);
  }

  /** After every drawing. */
  show(root: HTMLElement, finding: Finding | undefined): void {
    this.#all.clear();
    this.#current.clear();
    const wanted = fold(finding?.text ?? '');
    if (finding === undefined || isBlank(wanted)) return;
    for (const text of root.querySelectorAll<HTMLElement>('.row .msg-text')) {
      const key = text.closest<HTMLElement>('[data-key]')?.dataset['key'];
      const into = key !== undefined && key === finding.hits[finding.at] ? this.#current : this.#all;
      for (const range of rangesIn(text, wanted)) if (into.size < stateLimits.coloured) into.add(range);
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
