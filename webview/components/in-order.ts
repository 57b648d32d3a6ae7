import { noChange, type ChildPart } from 'lit';
import { Directive, directive, PartType, type PartInfo } from 'lit/directive.js';
import {
  getCommittedValue,
  insertPart,
  removePart,
  setChildPartValue,
  setCommittedValue,
} from 'lit/directive-helpers.js';

/** A part of a list, with the key of what it shows. */
interface Kept {
  readonly key: string;
  readonly part: ChildPart;
}

/** Like lit's `repeat`, for lists that keep their order: it never moves an element, for one that is moved loses the focus. */
class InOrder extends Directive {
  #kept: readonly Kept[] = [];

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.CHILD) throw new Error('inOrder() can only be used between elements');
  }

  render<T>(items: Iterable<T>, _key: (item: T) => string, draw: (item: T) => unknown): unknown {
    return Array.from(items, draw);
  }

  override update<T>(
    container: ChildPart,
    [items, key, draw]: [Iterable<T>, (item: T) => string, (item: T) => unknown],
  ): unknown {
    if (!Array.isArray(getCommittedValue(container))) this.#kept = [];
    const left = this.#kept.slice();
    const held = new Set(left.map((kept) => kept.key));
    const now: Kept[] = [];
    const goes = (): Kept | undefined => {
      const kept = left.shift();
      if (kept !== undefined) held.delete(kept.key);
      return kept;
    };
    for (const item of items) {
      const name = key(item);
      while (held.has(name) && left[0]?.key !== name) remove(goes());
      const part = held.has(name) ? goes()?.part : insertPart(container, left[0]?.part);
      if (part !== undefined) now.push({ key: name, part: setChildPartValue(part, draw(item)) });
    }
    for (const kept of left) remove(kept);
    this.#kept = now;
    setCommittedValue(
      container,
      now.map(({ part }) => part),
    );
    return noChange;
  }
}

const remove = (kept: Kept | undefined): void => {
  if (kept !== undefined) removePart(kept.part);
};

const made = directive(InOrder);
export const inOrder = <T>(items: readonly T[], key: (item: T) => string, draw: (item: T) => unknown): unknown =>
  made(
    items,
    (item) => key(item as T),
    (item) => draw(item as T),
  );
