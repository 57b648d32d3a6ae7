import { AppError } from '../../../common/base/index.ts';
import { decodePageCall, type PageCall } from '../../../common/protocol/view/decode.ts';
import type {
  Answer,
  ForwardedVerb,
  HostVerb,
  RequestVerb,
  ViewParamsOf,
  ViewReplyOf,
  ViewVerb,
} from '../../../common/protocol/view/index.ts';
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
    const { services } = this.#parts;
    let verb: ViewVerb | undefined;
    try {
      const said = decodePageCall(raw);
      ({ verb } = said);
      const proof = this.#authorize(said);
      if (proof !== undefined) await proof;
      return { ok: true, value: (await this.#carryOut(said)) as ViewReplyOf<RequestVerb> };
    } catch (thrown) {
      const error = AppError.from(thrown);
      services.logger.log('warn', `${verb ?? 'page'}: ${error.code} ${error.message}`);
      return refusalOf(error);
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

  #carryOut(call: PageCall): unknown {
    const { handlers, services } = this.#parts;
    if (isHosted(handlers, call)) return handle(handlers, call);
    return services.holder.open().then((service) => forward(service, call));
  }
}

type Forwarding = { readonly [V in ForwardedVerb]: (params: ViewParamsOf<V>) => Promise<ViewReplyOf<V>> };

const isHosted = (handlers: PageHandlers, call: PageCall): call is PageCall<HostVerb> =>
  Object.hasOwn(handlers, call.verb);

const handle = <V extends HostVerb>(handlers: PageHandlers, { verb, params }: PageCall<V>): unknown =>
  handlers[verb](params);

const forward = <V extends ForwardedVerb>(engine: Forwarding, { verb, params }: PageCall<V>): unknown =>
  engine[verb](params);
