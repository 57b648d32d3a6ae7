import { AppError } from '../../../../common/base/index.ts';
import { fitsMessage, isBlank } from '../../../../common/text/index.ts';

export const tooLong = (): AppError => new AppError('TOO_LARGE', 'the message is too long');

/** Why a text cannot be said, if it cannot. */
export const checkText = (content: string): AppError | undefined => {
  if (isBlank(content)) return new AppError('BAD_REQUEST', 'the message is empty');
  return fitsMessage(content) ? undefined : tooLong();
};
