import { AppError, Backoff, Emitter, type Disposable, type Env, type Event } from '../../../common/base/index.ts';
import {
  decodeServerText,
  trackerVersion,
  type Push,
  type ReplyOf,
  type RequestOf,
  type Verb,
} from '../../../common/protocol/tracker/index.ts';
import { Connection } from './connection.ts';
import type { OpenSocket } from './ports.ts';
import { signsIn, type Done } from './requests.ts';

export type Hello = Extract<Push, { status: 'HELLO' }>;

/**
 * `greeted`: connected, HELLO is there, nobody signed in. `waiting`: will try again by itself at `retryAt` (wall clock).
 * `offline` with a cause: trying again by itself would not help.
 */
export interface TrackerState {
  readonly kind: 'offline' | 'connecting' | 'greeted' | 'signedIn' | 'waiting';
  readonly retryAt?: number;
  readonly cause?: AppError;
}

export interface TrackerSessionOptions {
  readonly url: string;
  /** The tracker's id from the first sign-in, 64 hex digits. Another one: TRACKER_CHANGED. */
  readonly pinned?: string;
  /** Signs in by device key after each HELLO. Without it, or when it answers undefined, the session stays greeted. */
  readonly auth?: (hello: Hello) => RequestOf<'AUTH'> | undefined;
}

/** Milliseconds. */
export const sessionLimits = {
  /** From dialling to HELLO. */
  greeting: 20_000,
  backoffLeast: 500,
  backoffMost: 30_000,
  /** Back-off begins anew after a connection that was signed in this long. */
  proven: 30_000,
  /** A tracker can hold us off no longer than this. */
  retryAfterMost: 600_000,
  /** After DEVICE_CLONED. */
  cloned: 300_000,
} as const;

/** These do not go away by themselves: a person decides. */
const final: readonly string[] = ['VERSION', 'BAD_CREDENTIALS', 'REVOKED', 'TRACKER_CHANGED', 'BAD_REQUEST'];

/** One user's session with one tracker over many connections, one at a time: connect, be greeted, sign in, come back. */
export class TrackerSession implements Disposable {
  readonly #env: Pick<Env, 'clock' | 'random' | 'logger'>;
  readonly #open: OpenSocket;
  readonly #options: TrackerSessionOptions;
  readonly #backoff: Backoff;
  readonly #stateEmitter: Emitter<TrackerState>;
  readonly #pushEmitter: Emitter<Push>;
  #state: TrackerState = { kind: 'offline' };
  #connection: Connection | undefined;
  #hello: Hello | undefined;
  #signedInAt: number | undefined;
  /** The tracker's own word on when to come back, milliseconds. */
  #asked = 0;
  #timer: Disposable | undefined;
  #disposed = false;

  constructor(env: Pick<Env, 'clock' | 'random' | 'logger'>, open: OpenSocket, options: TrackerSessionOptions) {
    const onError = (error: unknown): void => env.logger.log('error', `A listener of the tracker session: ${String(error)}`);
    this.#env = env;
    this.#open = open;
    this.#options = options;
    this.#backoff = new Backoff(env.random, sessionLimits.backoffLeast, sessionLimits.backoffMost);
    this.#stateEmitter = new Emitter(onError);
    this.#pushEmitter = new Emitter(onError);
  }

  get state(): TrackerState {
    return this.#state;
  }

  /** Of the present connection. */
  get hello(): Hello | undefined {
    return this.#hello;
  }

  get onDidChangeState(): Event<TrackerState> {
    return this.#stateEmitter.event;
  }

  /** Everything but HELLO, REPLACED and RESTARTING, which the session itself obeys. */
  get onPush(): Event<Push> {
    return this.#pushEmitter.event;
  }

  /** Connects, and keeps coming back until disposed. */
  start(): void {
    if (this.#disposed || this.#state.kind !== 'offline') return;
    this.#connect();
  }

  /** Now instead of at `retryAt`; also after a failure that the session would not retry by itself. */
  retryNow(): void {
    if (this.#disposed || (this.#state.kind !== 'offline' && this.#state.kind !== 'waiting')) return;
    this.#connect();
  }

  /**
   * `done` is called exactly once, at once when nothing can be sent: OFFLINE while not connected or, but for the verbs
   * that sign in, not signed in. TRACKER_UNREACHABLE: no reply in time or the connection broke; it may have been done.
   */
  request<V extends Verb>(verb: V, params: RequestOf<V>, done: Done<V>): void {
    const ready = this.#state.kind === 'signedIn' || (this.#state.kind === 'greeted' && signsIn(verb));
    const connection = this.#connection;
    if (!ready || connection === undefined) return done(new AppError('OFFLINE', 'There is no connection to the tracker.'));
    connection.requests.add<V>(verb, params, (reply) => {
      if (!(reply instanceof AppError) && connection === this.#connection) this.#onDone(verb, params);
      done(reply);
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#drop(new AppError('OFFLINE', 'The session with the tracker was ended.'));
    this.#state = { kind: 'offline' };
    this.#stateEmitter.dispose();
    this.#pushEmitter.dispose();
  }

  #connect(): void {
    this.#timer?.dispose();
    this.#asked = 0;
    const connection: Connection = new Connection(this.#env, this.#open, this.#options.url, {
      text: (text) => this.#onText(text),
      close: (why, refused) => this.#onClose(refused ?? unreachable(why)),
    });
    this.#connection = connection;
    this.#timer = this.#env.clock.after(sessionLimits.greeting, () => this.#onClose(unreachable('no greeting in time')));
    this.#become({ kind: 'connecting' });
  }

  #onText(text: string): void {
    const message = decodeServerText(text);
    if (message.kind === 'push') this.#onPush(message.push);
  }

  #onPush(push: Push): void {
    switch (push.status) {
      case 'HELLO':
        return this.#onHello(push);
      case 'RESTARTING':
        this.#asked = push.reconnectIn;
        return;
      case 'REPLACED':
        return this.#stop(new AppError('DEVICE_CLONED', 'Another program signed in with the key of this device.'));
      default:
        if (this.#hello !== undefined) this.#pushEmitter.fire(push);
    }
  }

  #onHello(hello: Hello): void {
    if (this.#hello !== undefined) return;
    this.#timer?.dispose();
    const { url, pinned, auth } = this.#options;
    if (hello.version[0] !== trackerVersion[0])
      return this.#stop(new AppError('VERSION', `The tracker speaks version ${hello.version.join('.')}, this program ${trackerVersion.join('.')}.`));
    if (pinned !== undefined && hello.tracker.id !== pinned)
      return this.#stop(new AppError('TRACKER_CHANGED', `The tracker at ${url} is not the one that this account knows.`));
    this.#hello = hello;
    this.#become({ kind: 'greeted' });
    const params = auth?.(hello);
    if (params === undefined) return;
    this.request('AUTH', params, (reply) => {
      if (reply instanceof AppError) this.#onRefused(reply);
    });
  }
}

const unreachable = (why: string): AppError => new AppError('TRACKER_UNREACHABLE', `No connection to the tracker: ${why}.`);
