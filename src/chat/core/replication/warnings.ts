import type { AppError } from '../../../../common/base/index.ts';
import type { Conversation } from './conversation.ts';
import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';

/** The disk does not take commits. */
export const diskWarning = ({ code, message }: AppError): ChatEvent => ({
  type: 'warning',
  code,
  level: 'error',
  message,
});

export const refusalWarning = ({ name }: Conversation, { code, message }: AppError): ChatEvent => ({
  type: 'warning',
  code,
  level: 'warn',
  message: `the tracker refused the room "${name}": ${message}`,
});
