import type { RoomKey } from '../../common/model/index.ts';
import type { ChatEvent } from '../../common/protocol/chat/index.ts';
import {
  AppError,
  DisposableStore,
  Emitter,
  type Disposable,
  type ErrorCode,
  type Event,
} from '../../common/base/index.ts';
import type { ChatService, EngineStatus } from '../client/index.ts';
import type { UiState, ServiceStatus } from './ui-state.ts';
import { teamAddresses } from './model/team-address.ts';

/** Opens the one chat service of this installation; `locked` = another window has it. */
export type OpenChat = (watch: {
  /** How its engine is. */
  readonly onEngine: (status: EngineStatus) => void;
  /** Nobody wants it any more: it rejects soon. */
  readonly onCancel: Event<void>;
}) => Promise<ChatService | 'locked'>;

const lockRetryMs = 250;
/** So long, in milliseconds, the views stay as they are while the engine is started again. */
const restartGraceMs = 5000;

/** Says when it is to be quiet. */
export interface DoNotDisturb {
  readonly silenced: boolean;
  readonly onDidChange: Event<unknown>;
}

/** Owns the chat service of this window: opened lazily, at most once at a time, closed with the window. */
export class ChatServiceHolder implements Disposable {
  readonly #openChat: OpenChat;
  readonly #onError: (error: unknown) => void;
  readonly #changed: Emitter<UiState>;
  readonly #events: Emitter<ChatEvent>;
  readonly #stale: Emitter<readonly RoomKey[] | 'all'>;
  readonly #cancelled = new Emitter<void>();
  #subscriptions = new DisposableStore();
  #service: ChatService | undefined;
  #opening: Promise<ChatService> | undefined;
  #status: ServiceStatus = 'starting';
  #failure: ErrorCode | undefined;
  #hung = false;
  #restarting: NodeJS.Timeout | undefined;
  #configured = false;
  #registered = false;
  #localTracker = false;
  #localAddresses: readonly string[] = [];
  #doNotDisturb: DoNotDisturb | undefined;
  #closing = false;
  #disposed = false;

  constructor(openChat: OpenChat, onError: (error: unknown) => void) {
    this.#openChat = openChat;
    this.#onError = onError;
    this.#changed = new Emitter(onError);
    this.#events = new Emitter(onError);
    this.#stale = new Emitter(onError);
  }

  /** After every change of the uiState. */
  get onDidChange(): Event<UiState> {
    return this.#changed.event;
  }

  get onEvent(): Event<ChatEvent> {
    return this.#events.event;
  }

  /** Events of these conversations were left out, or of any: what is shown of them is to be read again. */
  get onStale(): Event<readonly RoomKey[] | 'all'> {
    return this.#stale.event;
  }

  get service(): ChatService | undefined {
    return this.#service;
  }

  get uiState(): UiState {
    const chat = this.#service?.state;
    return {
      configured: this.#configured || chat?.account !== undefined,
      registered: chat === undefined ? this.#registered : chat.account !== undefined,
      service: this.#status,
      localTracker: this.#localTracker,
      silenced: this.#doNotDisturb?.silenced ?? false,
      ...(this.#failure && { failure: this.#failure }),
      ...(this.#hung && { hung: true }),
      ...(chat && { chat }),
      ...(chat?.account && { teamAddresses: teamAddresses(chat.account, this.#localAddresses) }),
    };
  }

  /** What a look at the disk, or an account just made, says. */
  setConfigured(configured: boolean, registered = false): void {
    this.#configured ||= configured;
    this.#registered = registered;
    if (this.#status === 'starting') this.#status = 'closed';
    this.#fireChange();
  }

  /** `addresses`: where people on this computer's networks reach it. */
  setLocalTracker(running: boolean, addresses: readonly string[] = []): void {
    this.#localTracker = running;
    this.#localAddresses = addresses;
    this.#fireChange();
  }

  /** From now on this says when it is to be quiet. */
  setDoNotDisturb(quiet: DoNotDisturb): Disposable {
    this.#doNotDisturb = quiet;
    return quiet.onDidChange(() => this.#fireChange());
  }

  /**
   * The service, opened if need be. Rejects with LOCKED when another window has it, or with what opening failed with.
   * `patience` (milliseconds): for so long a lock may be that of the same window before its reload.
   */
  open(patience = 0): Promise<ChatService> {
    if (this.#service) return Promise.resolve(this.#service);
    this.#opening ??= this.#doOpen(patience).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Says something to the service, if there is one, without waiting for it. A refusal goes to the log. */
  notify(call: (service: ChatService) => Promise<unknown>): void {
    if (this.#service) call(this.#service).catch(this.#onError);
  }

  /** Closes the service, within 4 s. Never rejects. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#cancelled.fire();
    await this.#opening?.catch(() => undefined);
    await this.#detach()?.close();
    this.#closing = false;
    this.#setStatus('closed');
  }

  /** Closes the service if there is one, and opens it anew. Rejects as `open`. */
  async restart(): Promise<void> {
    await this.close();
    await this.open();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#restarting);
    this.#cancelled.dispose();
    this.#changed.dispose();
    this.#events.dispose();
    this.#stale.dispose();
  }

  async #doOpen(patience: number): Promise<ChatService> {
    this.#setStatus('opening');
    try {
      const service = await this.#openUnlocked(patience);
      this.#service = service;
      this.#subscriptions.add(service.onDidChangeState(() => this.#fireChange()));
      this.#subscriptions.add(service.onEvent((event) => this.#events.fire(event)));
      this.#subscriptions.add(service.onStale((rooms) => this.#stale.fire(rooms)));
      this.#subscriptions.add(service.onDidChangeEngine((status) => this.#onEngine(status)));
      this.#setStatus('open');
      return service;
    } catch (error) {
      const failure = AppError.from(error);
      this.#setStatus(failure.code === 'LOCKED' ? 'otherWindow' : 'failed', failure.code);
      throw failure;
    }
  }

  async #openUnlocked(patience: number): Promise<ChatService> {
    for (let left = patience; ; left -= lockRetryMs) {
      const service = await this.#openChat({
        onEngine: ({ hung }) => this.#setHung(hung),
        onCancel: this.#cancelled.event,
      });
      if (service !== 'locked') return service;
      if (left <= 0 || this.#closing) throw new AppError('LOCKED', 'another window has the account');
      await new Promise((resolve) => setTimeout(resolve, lockRetryMs));
    }
  }

  /** The service of before, which is nobody's any more. */
  #detach(): ChatService | undefined {
    const service = this.#service;
    this.#service = undefined;
    this.#subscriptions.dispose();
    this.#subscriptions = new DisposableStore();
    return service;
  }

  #onEngine(status: EngineStatus): void {
    switch (status.kind) {
      case 'opening':
        return;
      case 'open':
        if (this.#status !== 'open' || this.#restarting !== undefined) this.#setStatus('open');
        return;
      case 'restarting':
        this.#restarting ??= setTimeout(() => this.#setStatus('opening'), restartGraceMs);
        return;
      case 'ended': {
        const { code } = status.error;
        void this.#detach()?.close();
        this.#setStatus(code === 'LOCKED' ? 'otherWindow' : 'failed', code);
      }
    }
  }

  #setHung(hung: boolean): void {
    if (hung === this.#hung) return;
    this.#hung = hung;
    this.#fireChange();
  }

  #setStatus(kind: ServiceStatus, failure?: ErrorCode): void {
    clearTimeout(this.#restarting);
    this.#restarting = undefined;
    this.#status = kind;
    this.#failure = failure;
    if (kind !== 'opening' && kind !== 'open') this.#hung = false;
    this.#fireChange();
  }

  #fireChange(): void {
    if (this.#service) this.#registered = this.#service.state.account !== undefined;
    this.#configured ||= this.#registered;
    if (!this.#disposed) this.#changed.fire(this.uiState);
  }
}
