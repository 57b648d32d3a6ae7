import { AppError } from '../base/index.ts';

/** Throws BAD_OPERATION, naming what was being read, unless the condition holds. */
export function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new AppError('BAD_OPERATION', what);
}

/** Runs a decoder; whatever it throws (short input, bad UTF-8) becomes BAD_OPERATION. */
export const atDoor = <T>(what: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('BAD_OPERATION', `unreadable ${what}`, {}, error);
  }
};
