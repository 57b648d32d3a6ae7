import { AppError } from '../../../../common/base/index.ts';
import { fitsMessage, isBlank } from '../../../../common/text/index.ts';
import type { Conversation } from '../replication/conversation.ts';

export const tooLong = (): AppError => new AppError('TOO_LARGE', 'the message is too long');

/** Why a text cannot be said, if it cannot. */
export const checkText = (content: string): AppError | undefined => {
  if (isBlank(content)) return new AppError('BAD_REQUEST', 'the message is empty');
  return fitsMessage(content) ? undefined : tooLong();
};

/** Why I may not write here, if I may not. */
export const refuse = ({ readOnly }: Conversation): AppError | undefined => {
  switch (readOnly) {
    case undefined:
      return undefined;
    case 'closed':
      return new AppError('ROOM_CLOSED', 'this room was deleted');
    case 'newer':
      return new AppError('VERSION', 'this room needs a newer version of P2P Chat');
    case 'waiting':
      return new AppError('NOT_MEMBER', 'you are on the waiting list of this room');
    case 'left':
      return new AppError('NOT_MEMBER', 'you have left this room');
  }
};
