import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { AppError, toBase64url, type Clock, type Disposable } from '../../../common/base/index.ts';
import type { DeviceKey } from '../../../common/model/index.ts';
import {
  decodeRequest,
  encodeError,
  encodePush,
  trackerLimits,
  trackerVersion,
  type OwnPresence,
  type Push,
  type Request,
  type TrackerKeys,
  type Verb,
} from '../../../common/protocol/tracker/index.ts';
import type { Account, Credentials } from '../repositories/user-repository.ts';
import { closeCodes, Connection } from './connection.ts';
import type { FairTurns, Waiter } from './fair-turns.ts';
import { RequestRate, type Rate } from './rate-limits.ts';
import type { Unsent } from './unsent.ts';

/** Who a session acts as. */
export interface Actor extends Account {
  readonly device: DeviceKey;
}

/** How far a sign-in has come. */
export type SessionState =
  | { readonly kind: 'greeted' }
  /** Asked to register this name. */
  | { readonly kind: 'registering'; readonly fold: string }
  /** Was sent OPAQUE's answer. `user` is undefined for a name that nobody has. */
  | {
      readonly kind: 'passwordPending';
      readonly fold: string;
      readonly opaque: string;
      readonly user: Credentials | undefined;
    }
  /** Knows the password; the device comes next. */
  | { readonly kind: 'passwordVerified'; readonly user: Account }
  | { readonly kind: 'signedIn'; readonly actor: Actor };

export interface SessionOptions {
  readonly clock: Clock;
  /** Of the other end. */
  readonly address: string;
  /** What limits per address count by. */
  readonly source: string;
  /** Undefined: no limit. */
  readonly rate: Rate | undefined;
  /** Shared by all sessions. */
  readonly turns: FairTurns<Waiter>;
  readonly unsent: Unsent;
  /** The text of the reply. Never rejects. */
  answer(session: Session, request: Request): Promise<string>;
  /** Once, after everything that was asked before has been answered. */
  ended(session: Session): void;
}

/** What costs more than one request. */
const costs: Partial<Record<Verb, number>> = { LIST_PEERS: trackerLimits.listCost, LIST_ROOMS: trackerLimits.listCost };

/** One connection: who it is, its requests one after the other, its limits. */
export class Session implements Waiter {
  /** What AUTH signs. */
  readonly nonce: Uint8Array = new Uint8Array(randomBytes(32));
  readonly address: string;
  readonly source: string;
  /** Monotonic time until which the addresses hold that its device has announced; undefined before it has. */
  addressesUntil: number | undefined;
  /** What it says of its user; gone with it. */
  presence: OwnPresence = 'online';
  readonly #options: SessionOptions;
  readonly #connection: Connection;
  readonly #rate: RequestRate;
  #state: SessionState = { kind: 'greeted' };
  #deadline: Disposable | undefined;
  #waiting = 0;
  #closed = false;

  constructor(socket: WebSocket, options: SessionOptions) {
    this.address = options.address;
    this.source = options.source;
    this.#options = options;
    this.#rate = new RequestRate(options.clock, options.rate);
    this.#connection = new Connection(socket, options.clock, options.unsent, {
      text: (text) => this.#onText(text),
      binary: () => this.#refuse(null, new AppError('BAD_REQUEST', 'binary messages belong to a later version')),
      ping: () => this.#spend(),
      drained: () => options.turns.wake(),
      close: () => this.#onClose(),
    });
    this.#expectSignIn();
  }

  get state(): SessionState {
    return this.#state;
  }

  /** With every step of a sign-in its time begins anew. */
  set state(state: SessionState) {
    this.#state = state;
    this.#deadline?.dispose();
    if (state.kind !== 'signedIn' && !this.#closed) this.#expectSignIn();
  }

  get actor(): Actor | undefined {
    return this.#state.kind === 'signedIn' ? this.#state.actor : undefined;
  }

  /** Everything that has been asked so far is answered. */
  get settled(): Promise<void> {
    return this.#options.turns.settled(this);
  }

  get reads(): boolean {
    return this.#connection.reads;
  }

  push(message: Push): void {
    this.#connection.send(encodePush(message));
  }

  /** A push that is already text. */
  pushText(text: string): void {
    this.#connection.send(text);
  }

  hello(name: string, { opaqueKey, signKey }: TrackerKeys, time: number): void {
    this.push({
      status: 'HELLO',
      version: [...trackerVersion],
      tracker: { name, opaqueKey: toBase64url(opaqueKey), signKey: toBase64url(signKey) },
      nonce: toBase64url(this.nonce),
      time,
    });
  }

  end(code: number, reason: string): void {
    this.#connection.end(code, reason);
  }

  /** Without ceremony. */
  destroy(): void {
    this.#connection.cut();
  }

  #expectSignIn(): void {
    const { kind } = this.#state;
    const isStretching = kind === 'registering' || kind === 'passwordPending';
    this.#deadline = this.#options.clock.setTimer(
      isStretching ? trackerLimits.stretchWithin : trackerLimits.signInWithin,
      () => this.end(closeCodes.policy, 'no one signed in'),
    );
  }

  #onText(text: string): void {
    const request = decodeRequest(text);
    const wait = this.#spend('code' in request ? 1 : costs[request.verb]);
    if (wait > 0) return this.#refuse(request.id, tooMany(wait), true);
    if ('code' in request) return this.#refuse(request.id, new AppError(request.code, request.msg), true);
    if (this.#waiting >= trackerLimits.waitingRequests) return this.#refuse(request.id, tooMany(1000), true);
    this.#waiting++;
    this.#options.turns.run(this, () => this.#reply(request));
  }

  async #reply(request: Request): Promise<void> {
    const reply = await this.#options.answer(this, request);
    this.#waiting--;
    this.#connection.send(reply);
    if (request.verb === 'LOGOUT' && this.actor !== undefined) this.end(closeCodes.normal, 'signed out');
  }

  #refuse(id: number | null, error: AppError, spent = false): void {
    const wait = spent ? 0 : this.#spend();
    this.#connection.send(encodeError(id, wait > 0 ? tooMany(wait) : error));
  }

  /** Milliseconds to wait. Who goes on all the same is cut off. */
  #spend(cost = 1): number {
    const wait = this.#rate.take(cost);
    if (this.#rate.exhausted) this.#connection.cut();
    return wait;
  }

  #onClose(): void {
    this.#closed = true;
    this.#deadline?.dispose();
    this.#options.turns.run(this, () => {
      this.#options.ended(this);
      return Promise.resolve();
    });
  }
}

const tooMany = (retryAfter: number): AppError => new AppError('RATE_LIMITED', 'too many requests', { retryAfter });
