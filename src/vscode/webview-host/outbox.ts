import { AppError } from '../../../common/base/index.ts';
import { asHex, type EntryId, type Row } from '../../../common/model/index.ts';
import type { ParamsOf } from '../../../common/protocol/chat/index.ts';
import type { FailedMessage } from '../../../common/protocol/view/index.ts';
import type { FeedOptions } from './feed-options.ts';

/** A message could not be put on disk. */
export class NotSentError extends AppError {
  /** What is kept of it; undefined while nobody is signed in. */
  readonly kept: FailedMessage | undefined;

  constructor({ code, message, details, cause }: AppError, kept: FailedMessage | undefined) {
    super(code, message, details, cause);
    this.kept = kept;
  }
}

/** Sends what a page writes, and keeps what could not be sent. */
export class Outbox {
  readonly #options: Pick<FeedOptions, 'holder' | 'unsent'>;

  constructor(options: Pick<FeedOptions, 'holder' | 'unsent'>) {
    this.#options = options;
  }

  /** `after` = order of the row that it stands after. Rejects with NotSent. */
  async send(params: ParamsOf<'send'>, after: string): Promise<Row> {
    const at = Date.now();
    try {
      const service = await this.#options.holder.open();
      return await service.send(params);
    } catch (thrown) {
      const error = AppError.from(thrown);
      throw new NotSentError(error, this.#options.unsent.add({ ...params, after, at, code: error.code }));
    }
  }

  /** What failed before. Rejects with AppError, ENTRY_UNKNOWN if it has gone meanwhile. */
  async retry(key: string): Promise<Row> {
    const attempt = this.#options.unsent.retry(key, async ({ room, content, replyTo }) => {
      const service = await this.#options.holder.open();
      return service.send({ room: asHex(room), content, ...(replyTo && { replyTo: asHex<EntryId>(replyTo) }) });
    });
    if (attempt === undefined) throw new AppError('ENTRY_UNKNOWN', 'sent or let go meanwhile');
    return attempt;
  }
}
