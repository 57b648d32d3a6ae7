import type { AppError } from '../../../../common/base/index.ts';
import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';

/** The disk does not take commits. */
export const diskWarning = ({ code, message }: AppError): ChatEvent => ({
  type: 'warning',
  code,
  level: 'error',
  message,
});

/** A room that showed as left could not be left after all. */
export const leaveWarning = (name: string, { code, message }: AppError): ChatEvent => ({
  type: 'warning',
  code,
  level: 'warn',
  message: `the room "${name}" was not left: ${message}`,
});

export const refusalWarning = (name: string, { code, message }: AppError): ChatEvent => ({
  type: 'warning',
  code,
  level: 'warn',
  message: `the tracker refused the room "${name}": ${message}`,
});
