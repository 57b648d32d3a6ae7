import { AppError, Emitter, type Disposable, type Env, type Event } from '../../../common/base/index.ts';
import {
  decodeServerText,
  type OwnPresence,
  type Push,
  type ReplyOf,
  type RequestOf,
  type ServerText,
  type Verb,
} from '../../../common/protocol/tracker/index.ts';
import { DeviceSignIn } from './device-sign-in.ts';
import { ReconnectDelay } from './reconnect-delay.ts';
import { Connection } from './connection.ts';
import { signsIn, type Hello, type TrackerSessionOptions, type TrackerState } from './session-types.ts';
import { isLastStep, TrackerProof } from './tracker-proof.ts';
import type { OpenSocket } from './ports.ts';
import type { Done } from './requests.ts';

/** Milliseconds from dialling to HELLO. */
const helloTimeout = 20_000;

/** One user's session with one tracker over many connections, one at a time: connect, be greeted, sign in, come back. */
export class TrackerSession implements Disposable {
  readonly #env: Pick<Env, 'clock' | 'random' | 'crypto'>;
  readonly #open: OpenSocket;
  readonly #options: TrackerSessionOptions;
  readonly #reconnectDelay: ReconnectDelay;
  readonly #stateEmitter = new Emitter<TrackerState>();
  readonly #pushEmitter = new Emitter<Push>();
  #state: TrackerState = { kind: 'offline' };
  #connection: Connection | undefined;
  #hello: Hello | undefined;
  readonly #proof: TrackerProof;
  readonly #deviceSignIn: DeviceSignIn;
  #signedInAt: number | undefined;
  /** Until HELLO, or until the next try. */
  #timer: Disposable | undefined;
  #disposed = false;

  constructor(env: Pick<Env, 'clock' | 'random' | 'crypto'>, open: OpenSocket, options: TrackerSessionOptions) {
    this.#env = env;
    this.#open = open;
    this.#options = options;
    this.#proof = new TrackerProof(env, options.url, options.pinned);
    this.#reconnectDelay = new ReconnectDelay(env.random);
    this.#deviceSignIn = new DeviceSignIn(options, {
      request: (verb, params, done) => this.request(verb, params, done),
      isCurrent: (hello) => this.#hello === hello,
      giveUp: (why) => this.#giveUp(why),
      tryLater: (why, wait) => {
        this.#reconnectDelay.atLeast(wait);
        this.#scheduleReconnect(why);
      },
    });
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

  /** Lets go of the tracker until `retryNow`. */
  stop(): void {
    if (!this.#disposed) this.#giveUp();
  }

  /**
   * `done` is called exactly once, at once when nothing can be sent: OFFLINE while not connected or, but for the verbs
   * that sign in, not signed in. TRACKER_UNREACHABLE: no reply in time or the connection broke; it may have been done.
   */
  request<V extends Verb>(verb: V, params: RequestOf<V>, done: Done<V>): void {
    const ready = this.#state.kind === 'signedIn' || (this.#state.kind === 'greeted' && signsIn(verb));
    const connection = this.#connection;
    if (!ready || connection === undefined)
      return done(new AppError('OFFLINE', 'There is no connection to the tracker.'));
    connection.requests.add<V>(verb, params, (reply) => {
      const isDone = !(reply instanceof AppError) && connection === this.#connection;
      done((isDone ? this.#onDone(verb, params, reply) : undefined) ?? reply);
    });
  }

  /** `presence` of the options answers something else now. */
  presenceChanged(): void {
    this.#tellPresence();
  }

  /** Requests that wait get OFFLINE; no event follows. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#stateEmitter.dispose();
    this.#pushEmitter.dispose();
    this.#closeConnection({ kind: 'offline' }, new AppError('OFFLINE', 'The session with the tracker was ended.'));
  }

  #connect(): void {
    this.#timer?.dispose();
    this.#timer = this.#env.clock.setTimer(helloTimeout, () => this.#lost('no HELLO in time'));
    this.#connection = new Connection(this.#env, this.#open, this.#options.url, {
      text: (text) => this.#onText(text),
      close: (why, refused) => (refused === undefined ? this.#lost(why) : this.#giveUp(refused)),
    });
    this.#setState({ kind: 'connecting' });
  }

  #onText(text: string): void {
    const message = decodeServerText(text);
    if (message.kind === 'push') this.#onPush(message.push);
    else if (message.kind === 'reply') this.#onReply(message);
  }

  #onReply(reply: Extract<ServerText, { kind: 'reply' }>): void {
    if (reply.ok) this.#connection?.requests.ok(reply.id, reply.fields);
    else if (reply.id !== null) this.#connection?.requests.failed(reply.id, reply.error);
    // about the connection, not a request: too many of them
    else this.#reconnectDelay.atLeast(reply.error.details.retryAfter ?? 0);
  }

  #onPush(push: Push): void {
    switch (push.status) {
      case 'HELLO':
        return this.#onHello(push);
      case 'RESTARTING':
        return this.#reconnectDelay.atLeast(push.reconnectIn);
      case 'REPLACED':
        return this.#giveUp(new AppError('DEVICE_CLONED', 'Another program signed in with the key of this device.'));
      case 'ROOM_UPDATE':
      case 'PEER_UPDATE':
        if (this.#state.kind === 'signedIn') this.#pushEmitter.fire(push);
    }
  }

  #onHello(push: Extract<Push, { status: 'HELLO' }>): void {
    if (this.#hello !== undefined) return;
    const hello = this.#proof.greet(push);
    if (hello instanceof AppError) return this.#giveUp(hello);
    this.#timer?.dispose();
    this.#hello = hello;
    this.#setState({ kind: 'greeted' });
    if (this.#hello !== hello) return;
    this.#tellPresence('online');
    this.#deviceSignIn.start(hello);
  }

  /** Requests are carried out in their order. A tracker that does not know this one is as it always was. */
  #tellPresence(known?: OwnPresence): void {
    const presence = this.#options.presence?.() ?? 'online';
    if (presence !== known) this.request('SET_PRESENCE', { presence }, () => {});
  }

  /** Why an OK is none. */
  #onDone<V extends Verb>(verb: V, params: RequestOf<V>, reply: ReplyOf<V>): AppError | undefined {
    if (verb === 'LOGOUT') this.#giveUp();
    if (this.#hello === undefined || !isLastStep(params)) return undefined;
    const problem = this.#proof.signedIn(this.#hello, params, reply);
    if (problem !== undefined) this.#giveUp(problem);
    else {
      this.#signedInAt = this.#env.clock.mono();
      this.#setState({ kind: 'signedIn' });
    }
    return problem;
  }

  #lost(why: string): void {
    this.#scheduleReconnect(new AppError('TRACKER_UNREACHABLE', `No connection to the tracker: ${why}.`));
  }

  /** Lets go of the connection and tries again later. */
  #scheduleReconnect(cause: AppError): void {
    if (this.#signedInAt !== undefined) this.#reconnectDelay.onHealthy(this.#env.clock.mono() - this.#signedInAt);
    const wait = this.#reconnectDelay.next();
    const { clock } = this.#env;
    this.#closeConnection({ kind: 'waiting', retryAt: clock.wall() + wait, cause }, cause, wait);
  }

  /** Lets go of the connection until a person wants it again. */
  #giveUp(cause?: AppError): void {
    const error = cause ?? new AppError('OFFLINE', 'Signed out.');
    this.#closeConnection({ kind: 'offline', ...(cause && { cause }) }, error);
  }

  #closeConnection(state: TrackerState, error: AppError, retryIn?: number): void {
    const connection = this.#connection;
    this.#timer?.dispose();
    this.#timer = retryIn === undefined ? undefined : this.#env.clock.setTimer(retryIn, () => this.#connect());
    this.#connection = undefined;
    this.#hello = undefined;
    this.#signedInAt = undefined;
    connection?.dispose();
    this.#setState(state);
    connection?.requests.fail(error);
  }

  #setState(state: TrackerState): void {
    this.#state = state;
    this.#stateEmitter.fire(state);
  }
}
