import { AppError } from '../../../common/base/index.ts';
import { asHex, type EntryId } from '../../../common/model/index.ts';
import type { SendParams, SendResult } from '../../../common/protocol/view/index.ts';
import { errorText } from '../model/error-text.ts';
import type { FeedOptions } from './feed-options.ts';

/** Sends what a page writes. Nothing here rejects: a failure is an answer that the page shows beside the message, which is kept. */
export class Outbox {
  readonly #options: Pick<FeedOptions, 'host' | 'unsent' | 'logger'>;

  constructor(options: Pick<FeedOptions, 'host' | 'unsent' | 'logger'>) {
    this.#options = options;
  }

  /** `after` = order of the row that it stands after. */
  async send(params: SendParams, after: string): Promise<SendResult> {
    const at = Date.now();
    const result = await this.#send(params);
    if (result.ok) return result;
    const kept = this.#options.unsent.add({ ...params, after, at, code: result.code });
    return { ...result, ...(kept && { kept }) };
  }

  /** What failed before. ENTRY_UNKNOWN if it has gone meanwhile. */
  async retry(key: string): Promise<SendResult> {
    const gone: SendResult = { ok: false, code: 'ENTRY_UNKNOWN', message: errorText('ENTRY_UNKNOWN').sentence };
    return (await this.#options.unsent.retry(key, (failed) => this.#send(failed))) ?? gone;
  }

  async #send({ room, content, replyTo }: SendParams): Promise<SendResult> {
    try {
      const service = await this.#options.host.open();
      const reply = replyTo && { replyTo: asHex<EntryId>(replyTo) };
      return { ok: true, row: await service.send({ room: asHex(room), content, ...reply }) };
    } catch (thrown) {
      const error = AppError.from(thrown);
      this.#options.logger.log('warn', `send failed: ${error.code} ${error.message}`);
      return { ok: false, code: error.code, message: errorText(error.code, error.details).sentence };
    }
  }
}
