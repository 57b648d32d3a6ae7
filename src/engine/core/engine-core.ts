import { AppError, Later, toDisposable, type Disposable, type Logger } from '../../../common/base/index.ts';
import {
  alwaysErrors,
  chatLimits,
  verbs,
  type AccountVerb,
  type Call,
  type ChatEvent,
  type ChatHandlers,
  type ConnectOptions,
  type EnginePort,
  type Handlers,
  type Handling,
  type ParamsOf,
  type ReplyOf,
  type StateChange,
  type Verb,
} from '../../../common/protocol/chat/index.ts';
import { ClientSession } from './client-session.ts';
import { StatePublisher, type StateSource } from './state-publisher.ts';

export interface EngineEnv {
  /** Names this life of the engine; no other one has the same. */
  readonly epoch: string;
  readonly logger: Logger;
  /** Runs once, as soon as what is happening now is over. */
  turn(run: () => void): Disposable;
  /** Is told what is being handled, which it runs. */
  readonly handle?: (handling: Handling, run: () => void) => void;
}

export type AccountHandlers = Pick<Handlers, AccountVerb>;

/** A session of somebody, or nobody's. */
export interface Attached {
  readonly state: StateSource;
  /** Absent while nobody is signed in. */
  readonly handlers?: ChatHandlers;
}

/** Answers the verbs and tells its clients what is new: their calls in, batches out. */
export class EngineCore implements Disposable {
  readonly #env: EngineEnv;
  readonly #account: AccountHandlers;
  readonly #publisher: StatePublisher;
  readonly #sessions = new Set<ClientSession>();
  #handlers: Partial<Handlers>;
  #turn: Disposable | undefined;
  #disposed = false;

  constructor(env: EngineEnv, account: AccountHandlers, { state, handlers }: Attached) {
    this.#env = env;
    this.#account = account;
    this.#publisher = new StatePublisher(state);
    this.#handlers = { ...handlers, ...account };
  }

  /** Disposing closes the port; calls under way end with ENGINE_LOST. */
  connect(port: EnginePort, options: ConnectOptions = {}): Disposable {
    const { waitingEvents = chatLimits.waitingEvents, calls = chatLimits.calls } = options;
    const session = new ClientSession({
      port,
      waitingEvents,
      calls,
      epoch: this.#env.epoch,
      since: (have) => this.#publisher.since(have),
      call: (call) => this.#call(call),
      onPending: () => this.#soon(),
    });
    this.#sessions.add(session);
    return toDisposable(() => {
      this.#sessions.delete(session);
      session.close();
    });
  }

  attach({ state, handlers }: Attached): void {
    this.#handlers = { ...handlers, ...this.#account };
    this.#publisher.attach(state);
    this.#soon();
  }

  changed(change: StateChange): void {
    this.#publisher.mark(change);
    this.#soon();
  }

  emit(event: ChatEvent): void {
    for (const session of this.#sessions) session.emit(event);
    this.#soon();
  }

  dispose(): void {
    this.#disposed = true;
    this.#turn?.dispose();
    for (const session of this.#sessions) session.close();
    this.#sessions.clear();
  }

  #soon(): void {
    if (this.#disposed) return;
    this.#turn ??= this.#env.turn(() => {
      this.#turn = undefined;
      this.#publisher.refresh();
      for (const session of this.#sessions) session.flush();
    });
  }

  #call({ id, verb, params }: Call): Later<unknown> {
    if (!Object.hasOwn(verbs, verb)) return Later.failed(new AppError('BAD_REQUEST', 'there is no such verb'));
    const answer = new Later<unknown>();
    // a defect is thrown on: it may have been carried out by half, and no answer would be true
    const carryOut = (): void =>
      Later.try(() => this.#dispatch(verb, params)).listen(
        (reply) => answer.resolve(reply),
        (error) => {
          this.#check(verb, error);
          answer.fail(error);
        },
      );
    if (this.#env.handle === undefined) carryOut();
    else this.#env.handle({ type: 'call', id, verb }, carryOut);
    return answer;
  }

  #dispatch<V extends Verb>(verb: V, params: ParamsOf<V>): ReplyOf<V> | Later<ReplyOf<V>> {
    const handlers: Partial<Handlers> = this.#handlers;
    const handler = handlers[verb];
    if (handler === undefined) throw new AppError('NOT_AUTHENTICATED', 'no one is signed in');
    return handler(params);
  }

  /** An error that the table does not name is one that nobody has thought of telling people. */
  #check(verb: Verb, { code, message }: AppError): void {
    const named: readonly string[] = [...alwaysErrors, ...verbs[verb].errors];
    if (code === 'INTERNAL' || !named.includes(code)) this.#env.logger.log('error', `${verb}: ${code} ${message}`);
  }
}
