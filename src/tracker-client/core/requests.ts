import { AppError, utf8, type Clock, type Disposable } from '../../../common/base/index.ts';
import {
  decodeReply,
  trackerLimits,
  type ReplyOf,
  type RequestOf,
  type Verb,
} from '../../../common/protocol/tracker/index.ts';
import { signsIn } from './session-types.ts';

export type Done<V extends Verb> = (reply: ReplyOf<V> | AppError) => void;

interface Pending {
  readonly verb: Verb;
  readonly text: string;
  readonly done: (reply: ReplyOf<Verb> | AppError) => void;
  /** Mono clock: by then it has failed. */
  readonly until: number;
  timeout: Disposable;
  again?: Disposable;
}

const requestLimits = {
  /** Milliseconds. */
  timeout: 15_000,
  /** Requests that may wait for replies at one time. */
  pending: 256,
} as const;
const maxId = 2 ** 31 - 1;

/** The requests of one connection that wait for their replies. Each is settled exactly once. */
export class Requests {
  readonly #clock: Clock;
  readonly #send: (text: string) => void;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(clock: Clock, send: (text: string) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** `done` comes later, or at once with TOO_LARGE or RATE_LIMITED. */
  add<V extends Verb>(verb: V, params: RequestOf<V>, done: Done<V>): void {
    if (this.#pending.size >= requestLimits.pending)
      return done(new AppError('RATE_LIMITED', 'Too much is waiting for the tracker.'));
    const id = (this.#lastId = this.#lastId === maxId ? 1 : this.#lastId + 1);
    const text = JSON.stringify({ ...params, id, cmd: verb });
    if (utf8(text).length > trackerLimits.requestBytes)
      return done(new AppError('TOO_LARGE', `This ${verb} is too large.`));
    const timeout = this.#clock.setTimer(requestLimits.timeout, () =>
      this.#settle(id, new AppError('TRACKER_UNREACHABLE', `The tracker did not answer ${verb}.`)),
    );
    const until = this.#clock.mono() + requestLimits.timeout;
    this.#pending.set(id, { verb, text, done: done as Pending['done'], until, timeout });
    this.#send(text);
  }

  /** An OK. A reply to nothing, or a second one, is no harm. */
  ok(id: number, fields: unknown): void {
    const verb = this.#pending.get(id)?.verb;
    if (verb === undefined) return;
    this.#settle(
      id,
      decodeReply(verb, fields) ?? new AppError('INTERNAL', `The tracker's reply to ${verb} cannot be read.`),
    );
  }

  /** An ERROR. */
  failed(id: number, error: AppError): void {
    const pending = this.#pending.get(id);
    if (pending === undefined || pending.again !== undefined) return;
    if (error.code !== 'RATE_LIMITED' || !this.#retryLater(pending, error)) this.#settle(id, error);
  }

  /** Fails all that wait. */
  fail(error: AppError): void {
    for (const id of this.#pending.keys()) this.#settle(id, error);
  }

  /** The tracker asked for patience: the same again, if that still makes sense. A person at a password is told instead. */
  #retryLater(pending: Pending, { details }: AppError): boolean {
    const wait = details.retryAfter;
    if (wait === undefined || signsIn(pending.verb) || this.#clock.mono() + wait >= pending.until) return false;
    pending.again = this.#clock.setTimer(wait, () => {
      delete pending.again;
      this.#send(pending.text);
    });
    return true;
  }

  #settle(id: number, reply: ReplyOf<Verb> | AppError): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    pending.timeout.dispose();
    pending.again?.dispose();
    pending.done(reply);
  }
}
