import type { AppError } from '../../../../common/base/index.ts';
import type { LogKind, PagedEntry, StoredEntry } from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';

export interface CommitEvents {
  /** A batch is written; what came from others with it may be shown. `pulls`: it changes the order of what was shown before. */
  onWritten(conversation: Conversation, received: readonly PagedEntry[], pulls: boolean): void;
  /** These are durable: `own` may be sent, the others acknowledged. */
  onDurable(conversation: Conversation, entries: readonly StoredEntry[], own: readonly PagedEntry[]): void;
  /** More of this own log is known to exist, and is about to come: what is written before would not continue it. */
  isBehindRemote(conversation: Conversation, kind: LogKind): boolean;
  /** Nothing of the batch was kept; logs are back where the store has them. Others will be asked again for what they brought. */
  onFailed(touched: ReadonlySet<Conversation>): void;
  /** The disk has caught up: more may be taken from others again. */
  onDrained(): void;
  /** What is written can never be known to be durable: this engine must end. */
  onLost(error: AppError): void;
}
