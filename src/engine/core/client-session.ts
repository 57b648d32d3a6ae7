import { AppError, type Later } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import {
  chatLimits,
  type Call,
  type CallId,
  type CallReply,
  type ChatEvent,
  type EnginePort,
  type Revisions,
  type SliceChange,
  type ToEngine,
} from '../../../common/protocol/chat/index.ts';

/** What waits to be told, in the order in which it happened. */
type Item = { readonly event: ChatEvent } | { readonly stale: RoomKey } | { readonly reply: CallReply };

export interface ClientSessionParts {
  readonly port: EnginePort;
  readonly epoch: string;
  /** Events that may wait; of a conversation with more it is said that it is stale. */
  readonly waitingEvents: number;
  /** Calls that may be under way. */
  readonly calls: number;
  /** What of the state somebody lacks who has these revisions. */
  since(have: Revisions): readonly SliceChange[];
  call(call: Call): Later<unknown>;
  /** Something waits to be told. */
  onPending(): void;
}

/**
 * One client as the engine sees it. It is told in batches, one at a time, the next when the last has been taken in; what happens
 * meanwhile waits: events up to a cap, state as revisions alone.
 */
export class ClientSession {
  readonly #parts: ClientSessionParts;
  #have: Revisions | undefined;
  #queue: Item[] = [];
  /** Conversations that are about to be called stale. */
  readonly #stale = new Set<RoomKey>();
  readonly #underWay = new Set<CallId>();
  #batch = 0;
  /** Nothing has been told yet. */
  #isNew = true;
  /** A batch has not been acknowledged. */
  #unacknowledged = false;
  #closed = false;

  constructor(parts: ClientSessionParts) {
    this.#parts = parts;
    parts.port.listen((message) => this.#hear(message));
  }

  emit(event: ChatEvent): void {
    if (this.#queue.length < this.#parts.waitingEvents) this.#queue.push({ event });
    else if (!('room' in event)) this.#replaceOldest(event);
    else if (!this.#stale.has(event.room)) {
      this.#stale.add(event.room);
      this.#queue.push({ stale: event.room });
    }
  }

  /** Posts what waits, if the last batch has been taken in. */
  flush(): void {
    const have = this.#have;
    if (have === undefined || this.#unacknowledged || this.#closed) return;
    const changes = this.#parts.since(have);
    // the first batch is the state alone: whoever waits for it hears of everything that follows
    const items = this.#isNew ? [] : this.#queue.splice(0, batchSize(this.#queue));
    if (!this.#isNew && changes.length + items.length === 0) return;
    this.#have = { ...have, ...Object.fromEntries(changes.map(({ slice, revision }) => [slice, revision])) };
    const events = items.flatMap((item) => ('event' in item ? [item.event] : []));
    const stale = items.flatMap((item) => ('stale' in item ? [item.stale] : []));
    const replies = items.flatMap((item) => ('reply' in item ? [item.reply] : []));
    for (const room of stale) this.#stale.delete(room);
    this.#unacknowledged = true;
    this.#isNew = false;
    this.#parts.port.post({ type: 'batch', batch: ++this.#batch, changes, events, stale, replies });
  }

  /** Ends what is under way, tells all that waits and closes the port. */
  close(): void {
    if (this.#closed) return;
    for (const id of this.#underWay)
      this.#reply(refusalOf(id, new AppError('ENGINE_LOST', 'the chat has been closed')));
    do {
      this.#unacknowledged = false;
      this.flush();
    } while (this.#queue.length > 0 && this.#have !== undefined);
    this.#closed = true;
    this.#parts.port.close();
  }

  #hear(message: ToEngine): void {
    if (this.#closed) return;
    switch (message.type) {
      case 'hello':
        this.#have = message.epoch === this.#parts.epoch ? message.have : {};
        this.#unacknowledged = false;
        this.#parts.port.post({ type: 'welcome', epoch: this.#parts.epoch });
        return this.#parts.onPending();
      case 'ack':
        if (message.batch !== this.#batch) return;
        this.#unacknowledged = false;
        return this.#parts.onPending();
      case 'call':
        return this.#call(message);
    }
  }

  #call(call: Call): void {
    const { id } = call;
    if (this.#underWay.size >= this.#parts.calls) {
      return this.#reply(refusalOf(id, new AppError('RATE_LIMITED', `${this.#parts.calls} calls are under way`)));
    }
    this.#underWay.add(id);
    const answer = (reply: CallReply): void => {
      // or it has been told that the engine has gone
      if (this.#underWay.has(id)) this.#reply(reply);
    };
    this.#parts.call(call).listen(
      (value) => answer({ id, ok: true, value }),
      (error) => answer(refusalOf(id, error)),
    );
  }

  #reply(reply: CallReply): void {
    this.#underWay.delete(reply.id);
    if (this.#closed) return;
    this.#queue.push({ reply });
    this.#parts.onPending();
  }

  /** News about no conversation are of the moment: the newest count. */
  #replaceOldest(event: ChatEvent): void {
    const at = this.#queue.findIndex((item) => 'event' in item && !('room' in item.event));
    if (at >= 0) this.#queue.splice(at, 1);
    this.#queue.push({ event });
  }
}

const refusalOf = (id: CallId, { code, message, details }: AppError): CallReply => ({
  id,
  ok: false,
  code,
  message,
  details,
});

/** How much of a queue goes into one batch; at least one item. */
const batchSize = (queue: readonly Item[]): number => {
  let text = 0;
  const end = queue.findIndex((item, at) => {
    text += 'event' in item && item.event.type === 'row' ? (item.event.row.content?.length ?? 0) : 0;
    return at > 0 && (at >= chatLimits.batchEvents || text > chatLimits.batchText);
  });
  return end === -1 ? queue.length : end;
};
