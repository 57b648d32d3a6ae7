import { AppError } from '../../../common/base/index.ts';
import { decodePageCall, type PageCall } from '../../../common/protocol/view/decode.ts';
import type { Answer, RequestVerb, ViewReplyOf, ViewVerb } from '../../../common/protocol/view/index.ts';
import type { PageHandlers } from './page-handlers.ts';
import type { PageServices } from './page-services.ts';
import { refusalOf } from './refusals.ts';
import type { ShownRooms } from './shown-rooms.ts';

interface CallParts {
  readonly handlers: PageHandlers;
  readonly shown: ShownRooms;
  readonly services: Pick<PageServices, 'holder' | 'logger'>;
}

/** What one page says, right or wrong: read, seen to be about a conversation that it shows, carried out. */
export class PageCalls {
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  /** Never rejects. What does not ask the engine is done when this returns, so words keep their order. */
  async answer(raw: unknown): Promise<Answer<RequestVerb>> {
    const { handlers, services } = this.#parts;
    let verb: ViewVerb | undefined;
    try {
      const said = decodePageCall(raw);
      ({ verb } = said);
      const proof = this.#authorize(said);
      if (proof !== undefined) await proof;
      return { ok: true, value: (await run(handlers, said)) as ViewReplyOf<RequestVerb> };
    } catch (thrown) {
      const error = AppError.from(thrown);
      services.logger.log('warn', `${verb ?? 'page'}: ${error.code} ${error.message}`);
      return refusalOf(verb, error);
    }
  }

  /** A conversation must be one that the page shows, a message alone must stand in one. Only `open` and `pin` are about another. */
  #authorize({ verb, params }: PageCall): Promise<void> | undefined {
    const { shown, services } = this.#parts;
    if (verb === 'open' || verb === 'pin') return undefined;
    if ('room' in params) {
      if (params.room !== undefined) shown.assertShown(params.room);
    } else if ('entry' in params)
      return services.holder.open().then((service) => shown.assertHolds(service, params.entry));
    return undefined;
  }
}

const run = <V extends ViewVerb>(
  handlers: PageHandlers,
  { verb, params }: PageCall<V>,
): ViewReplyOf<V> | Promise<ViewReplyOf<V>> => handlers[verb](params);
