import * as z from 'zod';
import {
  AppError,
  DisposableStore,
  Emitter,
  type Disposable,
  type Event,
  type Logger,
} from '../../../common/base/index.ts';
import { asHex, type RoomKey } from '../../../common/model/index.ts';
import type { ChatState } from '../../../common/protocol/chat/index.ts';
import type { ChatHost } from '../chat-host.ts';
import type { KeyValue } from '../webview-host/drafts.ts';
import { PerAccount } from '../presence/per-account.ts';

const rooms = z.array(z.string());

/** The conversations that make no toast, on whichever device of the person they were muted. */
export class Mutes implements Disposable {
  readonly #host: Pick<ChatHost, 'service' | 'onDidChange'>;
  readonly #logger: Logger;
  /** The first versions kept them here, for this installation alone. */
  readonly #early: PerAccount<string[]>;
  readonly #changed = new Emitter<RoomKey>();
  readonly #owned = new DisposableStore();
  #state: ChatState | undefined;
  #muted: ReadonlySet<RoomKey> = new Set();
  #told: ReadonlySet<RoomKey> = new Set();

  constructor(host: Pick<ChatHost, 'service' | 'onDidChange'>, store: KeyValue, logger: Logger) {
    this.#host = host;
    this.#logger = logger;
    this.#early = new PerAccount(store, 'mutes', rooms, () => host.service?.state.account?.identity);
    this.#owned.add(this.#changed);
    this.#owned.add(host.onDidChange(() => this.#look()));
  }

  /** The conversation that was muted or is heard again. */
  get onDidChange(): Event<RoomKey> {
    return this.#changed.event;
  }

  has(room: RoomKey): boolean {
    return this.#now().has(room);
  }

  set(room: RoomKey, muted: boolean): void {
    this.#host.service?.mute({ room, muted }).catch((error: unknown) => {
      this.#logger.log('warn', `mute: ${AppError.from(error).message}`);
    });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #look(): void {
    this.#carryOver();
    const now = this.#now();
    const before = this.#told;
    this.#told = now;
    for (const room of new Set([...before, ...now])) {
      if (before.has(room) !== now.has(room)) this.#changed.fire(room);
    }
  }

  /** One set for each state: everybody asks for many rooms at a time. */
  #now(): ReadonlySet<RoomKey> {
    const state = this.#host.service?.state;
    if (state !== this.#state) {
      this.#state = state;
      this.#muted = new Set(state?.conversations.filter(({ muted }) => muted).map(({ room }) => room));
    }
    return this.#muted;
  }

  #carryOver(): void {
    const early = this.#early.get();
    if (early === undefined) return;
    this.#early.set(undefined);
    for (const room of early) this.set(asHex(room), true);
  }
}
