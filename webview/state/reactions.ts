import type { Reaction } from '../../common/model/index.ts';

/** I have reacted to it with this emoji already: the next press takes that back. */
export const hasMyReaction = (
  message: { readonly reactions?: readonly Reaction[] } | undefined,
  emoji: string,
): boolean => message?.reactions?.some((one) => one.mine && one.emoji === emoji) ?? false;
