import type { ConversationItem } from '../../common/protocol/view/index.ts';

/** The list in the order of before, what is new in it first: nothing moves away under a pointer or from under the focus. */
export const stableOrder = (
  items: readonly ConversationItem[],
  before: readonly string[] | undefined,
): readonly ConversationItem[] => {
  if (before === undefined) return items;
  const places = new Map(before.map((room, place) => [room, place]));
  return items.toSorted((a, b) => (places.get(a.room) ?? -1) - (places.get(b.room) ?? -1));
};
