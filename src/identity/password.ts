import { hash } from 'node:crypto';
import { AppError } from '../../common/base/index.ts';
import { limits } from '../../common/model/index.ts';
import { isLongPassword, normalPassword } from '../../common/text/index.ts';

/** What goes into OPAQUE: lowercase hex SHA-256 of the NFC text in UTF-8, as the original's clients send it. */
export const passwordInput = (password: string): string => hash('sha256', normalPassword(password), 'hex');

/** AppError BAD_REQUEST for a password that nobody should register with. */
export const checkNewPassword = (password: string): void => {
  if (isLongPassword(password)) return;
  throw new AppError('BAD_REQUEST', `A password must have at least ${limits.minPassword} characters.`);
};
