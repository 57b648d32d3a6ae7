import { AppError, Emitter, type Disposable, type Env, type Event } from '../../common/base/index.ts';
import { limits, type EntryId, type NewSince, type RoomKey, type Row } from '../../common/model/index.ts';
import type { ChatService } from './api.ts';
import type { ChatEvent, HistoryPage, HistoryQuery } from '../../common/protocol/chat/index.ts';
import { ChatCore } from './core/chat-core.ts';
import type { ChatPorts } from './core/ports.ts';

/** The half of `ChatService` that is about conversations. */
export type Conversations = Pick<
  ChatService,
  | 'createRoom'
  | 'joinRoom'
  | 'leaveRoom'
  | 'deleteRoom'
  | 'openDirect'
  | 'resolveRoom'
  | 'send'
  | 'edit'
  | 'deleteMessage'
  | 'react'
  | 'history'
  | 'markRead'
  | 'markAllRead'
  | 'mute'
  | 'newSince'
  | 'typing'
>;

/** Turns calls into events for the core, and its answers into promises. */
export class LocalChat implements Conversations, Disposable {
  readonly core: ChatCore;
  readonly #emitter: Emitter<ChatEvent>;
  readonly #changed: Emitter<void>;

  constructor(env: Env, ports: ChatPorts) {
    const onError = (error: unknown): void => env.logger.log('error', `a listener failed: ${String(error)}`);
    this.#emitter = new Emitter(onError);
    this.#changed = new Emitter(onError);
    this.core = new ChatCore(env, ports, {
      emit: (event) => this.#emitter.fire(event),
      changed: () => this.#changed.fire(),
    });
  }

  get onEvent(): Event<ChatEvent> {
    return this.#emitter.event;
  }

  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  createRoom({ name, capacity = limits.capacityDefault }: { name: string; capacity?: number }): Promise<RoomKey> {
    return answer((done) => this.core.createRoom(name, capacity, done));
  }

  joinRoom(nameOrId: string): Promise<RoomKey> {
    return answer((done) => this.core.joinRoom(nameOrId, done));
  }

  leaveRoom(room: RoomKey): Promise<void> {
    return answer((done) => this.core.leaveRoom(room, done));
  }

  deleteRoom(room: RoomKey): Promise<void> {
    return answer((done) => this.core.deleteRoom(room, done));
  }

  openDirect(username: string): Promise<RoomKey> {
    return answer((done) => this.core.openDirect(username, done));
  }

  resolveRoom(nameOrId: string): RoomKey {
    const found = this.core.resolveRoom(nameOrId);
    if (found instanceof AppError) throw found;
    return found;
  }

  send(message: { room: RoomKey; content: string; replyTo?: EntryId }): Promise<Row> {
    return answer((done) => this.core.send(message, done));
  }

  edit({ entry, content }: { entry: EntryId; content: string }): Promise<Row> {
    return answer((done) => this.core.amendments.edit(entry, content, done));
  }

  deleteMessage(entry: EntryId): Promise<Row> {
    return answer((done) => this.core.amendments.remove(entry, done));
  }

  react({ entry, emoji, on }: { entry: EntryId; emoji: string; on: boolean }): Promise<Row> {
    return answer((done) => this.core.amendments.react(entry, emoji, on, done));
  }

  history(query: HistoryQuery): Promise<HistoryPage> {
    return answer((done) => this.core.history(query, done));
  }

  newSince(room: RoomKey): Promise<NewSince | undefined> {
    return answer((done) => this.core.newSince(room, done));
  }

  typing(room: RoomKey): void {
    this.core.typing(room);
  }

  async markRead(room: RoomKey): Promise<void> {
    this.core.self.read(room);
  }

  async markAllRead(): Promise<void> {
    this.core.self.readAll();
  }

  receiptsChanged(): void {
    this.core.self.receiptsChanged();
  }

  mute(room: RoomKey, muted: boolean): Promise<void> {
    return answer((done) => this.core.self.mute(room, muted, done));
  }

  dispose(): void {
    this.core.dispose();
    this.#emitter.dispose();
    this.#changed.dispose();
  }
}

const answer = <T>(ask: (done: (result: T | AppError) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    ask((result) => {
      if (result instanceof AppError) reject(result);
      else resolve(result);
    });
  });
