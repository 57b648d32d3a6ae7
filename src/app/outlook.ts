import { DisposableStore, Emitter, type Disposable, type Event, type Logger } from '../../common/base/index.ts';
import type { ChatEvent, ChatState, OwnPresence } from '../../common/protocol/chat/index.ts';
import type { TrackerState } from '../tracker-client/index.ts';
import { nobody, picture } from './picture.ts';
import type { Session } from './session.ts';

/** What there is to see of the session, whichever it is: one picture for each turn of the event loop, and its events. */
export class Outlook implements Disposable {
  readonly #stateEmitter: Emitter<ChatState>;
  readonly #eventEmitter: Emitter<ChatEvent>;
  readonly #presence: () => OwnPresence;
  #session: Session | undefined;
  #watching: Disposable | undefined;
  #state: ChatState = nobody('online');
  #stale: NodeJS.Immediate | undefined;
  #disposed = false;

  constructor(logger: Logger, presence: () => OwnPresence) {
    const onError = (error: unknown): void => logger.log('error', `a listener failed: ${String(error)}`);
    this.#stateEmitter = new Emitter(onError);
    this.#eventEmitter = new Emitter(onError);
    this.#presence = presence;
  }

  get state(): ChatState {
    if (this.#stale !== undefined) this.#rebuild();
    return this.#state;
  }

  get onDidChangeState(): Event<ChatState> {
    return this.#stateEmitter.event;
  }

  get onEvent(): Event<ChatEvent> {
    return this.#eventEmitter.event;
  }

  /** Another session from now on, or none. */
  look(session: Session | undefined): void {
    this.#watching?.dispose();
    this.#session = session;
    this.#watching = session && this.#watch(session);
    this.touch();
  }

  /** Something is different now. */
  touch(): void {
    if (this.#disposed) return;
    this.#stale ??= setImmediate(() => {
      this.#rebuild();
      this.#stateEmitter.fire(this.#state);
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#watching?.dispose();
    clearImmediate(this.#stale);
    this.#stateEmitter.dispose();
    this.#eventEmitter.dispose();
  }

  #watch(session: Session): Disposable {
    const watching = new DisposableStore();
    watching.add(session.onEvent((event) => this.#eventEmitter.fire(event)));
    watching.add(session.chat.onDidChange(() => this.touch()));
    let shown = '';
    const follow = (state: TrackerState): void => {
      this.touch();
      const now = state.kind === 'signedIn' ? 'connected' : state.kind === 'offline' ? 'offline' : 'reconnecting';
      if (now === shown) return;
      shown = now;
      this.#eventEmitter.fire({ type: 'tracker', state: now });
    };
    watching.add(session.tracker.onDidChangeState(follow));
    if (session.tracker.state.kind === 'signedIn') follow(session.tracker.state);
    return watching;
  }

  #rebuild(): void {
    this.#stale = undefined;
    this.#state = this.#session === undefined ? nobody(this.#presence()) : picture(this.#session);
  }
}
