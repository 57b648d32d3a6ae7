import { AppError } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import {
  verbs,
  type Call,
  type CallId,
  type CallReply,
  type ChatEvent,
  type ChatState,
  type ClientPort,
  type Done,
  type FromEngine,
  type ParamsOf,
  type ReplyOf,
  type Verb,
} from '../../../common/protocol/chat/index.ts';
import { Mirror } from './mirror.ts';

export interface ClientEvents {
  emit(event: ChatEvent): void;
  /** The state is another one. */
  changed(): void;
  /** Events of these conversations were left out, or of any: what is shown is to be read again. */
  stale(rooms: readonly RoomKey[] | 'all'): void;
}

interface Pending {
  readonly call: Call;
  readonly done: Done<unknown>;
  /** How many engines it has been posted to. */
  posted: number;
}

/** A call that can be made again is made this often: whatever ends one engine after the other is not met for ever. */
const maxPosts = 2;

/**
 * One client of an engine: keeps the mirror of its state and the calls under way. The engine may go and another come: what is
 * shown stays until the new one has told everything, and each call ends as its verb allows.
 */
export class ClientCore {
  readonly #events: ClientEvents;
  readonly #mirror = new Mirror();
  readonly #pending = new Map<CallId, Pending>();
  #port: ClientPort | undefined;
  #epoch: string | undefined;
  #lastId = 0;
  /** The first batch of this port has not come. */
  #isNew = true;
  /** There was a port before: what it would have told is lost. */
  #isAgain = false;
  #closed = false;

  constructor(events: ClientEvents) {
    this.#events = events;
  }

  get state(): ChatState {
    return this.#mirror.state;
  }

  /** The way to an engine, the first or another one. The port of before is not listened to any more. */
  connect(port: ClientPort): void {
    this.lost();
    this.#isNew = true;
    this.#port = port;
    port.listen((message) => {
      if (port === this.#port) this.#hear(message);
    });
    this.#hello(port);
    for (const pending of this.#pending.values()) this.#post(pending, port);
  }

  /**
   * The engine has gone. What it was asked ends with ENGINE_LOST, but for what can be made again: that waits for the next one, as does
   * what is asked meanwhile. `guilty`: the call that ended it, which is not made again.
   */
  lost(guilty?: CallId): void {
    if (this.#port === undefined) return;
    this.#isAgain = true;
    this.#port = undefined;
    for (const { call, posted } of this.#pending.values()) {
      const again = verbs[call.verb].repeat === 'free' && posted < maxPosts && call.id !== guilty;
      if (!again) this.#end(call.id, lost(call.verb));
    }
  }

  ask<V extends Verb>(verb: V, params: ParamsOf<V>, done: Done<ReplyOf<V>>): void {
    if (this.#closed) return done(new AppError('OFFLINE', 'the chat is closed'));
    const id = ++this.#lastId;
    const call = { type: 'call', id, verb, params } as unknown as Call;
    const pending: Pending = { call, done: done as Done<unknown>, posted: 0 };
    this.#pending.set(id, pending);
    if (this.#port !== undefined) this.#post(pending, this.#port);
  }

  /** Ends all calls; there is no way back. */
  close(): void {
    this.#closed = true;
    this.#port?.close();
    this.#port = undefined;
    for (const { call } of this.#pending.values()) this.#end(call.id, lost(call.verb));
  }

  #post(pending: Pending, port: ClientPort): void {
    pending.posted++;
    port.post(pending.call);
  }

  #hello(port: ClientPort): void {
    const epoch = this.#epoch;
    port.post({ type: 'hello', have: this.#mirror.have, ...(epoch !== undefined && { epoch }) });
  }

  #hear(message: FromEngine): void {
    if (message.type === 'welcome') return this.#onWelcome(message.epoch);
    const { batch, changes, events, stale, replies } = message;
    const missed = this.#mirror.apply(changes);
    for (const event of events) this.#events.emit(event);
    if (changes.length > 0) this.#events.changed();
    if (this.#isNew && this.#isAgain) this.#events.stale('all');
    else if (stale.length > 0) this.#events.stale(stale);
    this.#isNew = false;
    for (const reply of replies) this.#onReply(reply);
    const port = this.#port;
    if (port === undefined) return;
    port.post({ type: 'ack', batch });
    if (missed.length === 0) return;
    this.#mirror.drop(missed);
    this.#hello(port);
  }

  #onWelcome(epoch: string): void {
    if (epoch !== this.#epoch) this.#mirror.forget();
    this.#epoch = epoch;
  }

  #onReply(reply: CallReply): void {
    if (reply.ok) this.#end(reply.id, reply.value);
    else this.#end(reply.id, new AppError(reply.code, reply.message, reply.details));
  }

  #end(id: CallId, result: unknown): void {
    const { done } = this.#pending.get(id) ?? {};
    this.#pending.delete(id);
    done?.(result);
  }
}

const lost = (verb: Verb): AppError =>
  new AppError('ENGINE_LOST', `the chat restarted during ${verb}; it is not known whether that was carried out`);
