import type { ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import { overOf } from '../../../common/membership/index.ts';

/** What stands in lists: not what a person has taken from them. */
export const listedIn = (chat: ChatState | undefined): readonly Conversation[] =>
  (chat?.conversations ?? []).filter(({ hidden }) => hidden !== true);

/** Nobody writes there any more, as far as I am concerned. */
export const isOver = ({ readOnly }: Conversation): boolean => overOf(readOnly) !== undefined;
