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
import type { ChatServiceHolder } from '../chat-service-holder.ts';
import type { KeyValue } from '../webview-host/drafts.ts';
import { PerAccount } from '../presence/per-account.ts';

const rooms = z.array(z.string());

/** The conversations that make no toast, on whichever device of the person they were muted. */
export class Mutes implements Disposable {
  readonly #holder: Pick<ChatServiceHolder, 'service' | 'onDidChange'>;
  readonly #logger: Logger;
  /** The first versions kept them here, for this installation alone. */
  readonly #legacy: PerAccount<string[]>;
  readonly #changed = new Emitter<RoomKey>();
  readonly #owned = new DisposableStore();
  #state: ChatState | undefined;
  #muted: ReadonlySet<RoomKey> = new Set();
  #published: ReadonlySet<RoomKey> = new Set();

  constructor(holder: Pick<ChatServiceHolder, 'service' | 'onDidChange'>, store: KeyValue, logger: Logger) {
    this.#holder = holder;
    this.#logger = logger;
    this.#legacy = new PerAccount(store, 'mutes', rooms, () => holder.service?.state.account?.identity);
    this.#owned.add(this.#changed);
    this.#owned.add(holder.onDidChange(() => this.#update()));
  }

  /** The conversation that was muted or is heard again. */
  get onDidChange(): Event<RoomKey> {
    return this.#changed.event;
  }

  has(room: RoomKey): boolean {
    return this.#now().has(room);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #update(): void {
    this.#migrate();
    const now = this.#now();
    const before = this.#published;
    this.#published = now;
    for (const room of new Set([...before, ...now])) {
      if (before.has(room) !== now.has(room)) this.#changed.fire(room);
    }
  }

  /** One set for each state: everybody asks for many rooms at a time. */
  #now(): ReadonlySet<RoomKey> {
    const state = this.#holder.service?.state;
    if (state !== this.#state) {
      this.#state = state;
      this.#muted = new Set(state?.conversations.filter(({ muted }) => muted).map(({ room }) => room));
    }
    return this.#muted;
  }

  #migrate(): void {
    const early = this.#legacy.get();
    if (early === undefined) return;
    this.#legacy.set(undefined);
    for (const room of early)
      this.#holder.service?.mute({ room: asHex(room), muted: true }).catch((error: unknown) => {
        this.#logger.log('warn', `mute: ${AppError.from(error).message}`);
      });
  }
}
