import { AppError, type Logger } from '../../../common/base/index.ts';
import { asHex, type EntryId, type Row } from '../../../common/model/index.ts';
import type { AmendResult, EditParams, ReactParams } from '../../../common/protocol/view/index.ts';
import type { ChatService } from '../../client/index.ts';
import type { ChatHost } from '../chat-host.ts';
import { errorText } from '../model/error-text.ts';
import { t } from '../text.ts';

interface AmenderParts {
  readonly host: Pick<ChatHost, 'open'>;
  readonly logger: Logger;
}

/** Edits, and reacts to, what stands in a page. Nothing here rejects: a failure is an answer in words. */
export class Amender {
  readonly #parts: AmenderParts;

  constructor(parts: AmenderParts) {
    this.#parts = parts;
  }

  edit({ entry, content }: EditParams): Promise<AmendResult> {
    return this.#amend('edit', (service) => service.edit({ entry: asHex<EntryId>(entry), content }));
  }

  async react({ entry, emoji, on }: ReactParams): Promise<AmendResult> {
    const result = await this.#amend('react', (service) => service.react({ entry: asHex<EntryId>(entry), emoji, on }));
    if (result.ok || result.code !== 'TOO_LARGE') return result;
    return { ...result, message: t('You have reacted to this message as often as one can.') };
  }

  async #amend(what: string, amend: (service: ChatService) => Promise<Row>): Promise<AmendResult> {
    try {
      return { ok: true, row: await amend(await this.#parts.host.open()) };
    } catch (thrown) {
      const { code, details, message } = AppError.from(thrown);
      this.#parts.logger.log('warn', `${what} failed: ${code} ${message}`);
      return { ok: false, code, message: errorText(code, details).sentence };
    }
  }
}
