import { AppError } from '../../../../common/base/index.ts';
import { fitsMessage, isBlank } from '../../../../common/text/index.ts';

export const tooLong = (): AppError => new AppError('TOO_LARGE', 'the message is too long');

/** Throws what keeps a text from being said. */
export const demandText = (content: string): void => {
  if (isBlank(content)) throw new AppError('BAD_REQUEST', 'the message is empty');
  if (!fitsMessage(content)) throw tooLong();
};
