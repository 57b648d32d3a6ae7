import type { Item } from '../state/layout.ts';
import type { Span } from '../state/state.ts';

/** Which message the Tab key reaches. */
export class RovingTabindex {
  #current: string | undefined;

  /** Key of the message that has, or last had, the focus. */
  get current(): string | undefined {
    return this.#current;
  }

  /** The one last focused, if it is still near; else the last in sight. */
  currentOf(items: readonly Item[], span: Span, apart: number | undefined, lastVisible: number): string | undefined {
    if (apart !== undefined) return items[apart]?.key;
    for (let index = span.first; index <= span.last; index++)
      if (items[index]?.kind === 'message' && items[index]?.key === this.#current) return this.#current;
    const near = messageFrom(items, lastVisible, -1) ?? messageFrom(items, lastVisible, 1);
    return near === undefined ? undefined : items[near]?.key;
  }

  /** True if another message is current now. */
  focused(event: FocusEvent): boolean {
    const key = messageOf(event)?.dataset['key'];
    if (key === undefined || key === this.#current) return false;
    this.#current = key;
    return true;
  }

  goTo(key: string | undefined): void {
    this.#current = key;
  }
}

/** The message around what an event happened to. */
export const messageOf = (event: Event): HTMLElement | undefined =>
  (event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : undefined) ?? undefined;

/** Index of the message that is at `index`, or the next one in this direction. */
export const messageFrom = (items: readonly Item[], index: number, by: 1 | -1): number | undefined => {
  for (let at = index; at >= 0 && at < items.length; at += by) if (items[at]?.kind === 'message') return at;
  return undefined;
};
