import { AppError, type Disposable, type Env } from '../../../common/base/index.ts';
import {
  asHex,
  type Certificate,
  type DeviceKey,
  type LinkEvents,
  type NewSince,
  type PagedEntry,
  type RoomKey,
  type Row,
  type StoredEntry,
} from '../../../common/model/index.ts';
import type { Push } from '../../../common/protocol/tracker/index.ts';
import type { Amendments } from './timeline/amendments.ts';
import type { ChatEvent, HistoryPage, HistoryQuery } from '../../../common/protocol/chat/index.ts';
import type { Conversation } from './replication/conversation.ts';
import { openDirect } from './membership/directs.ts';
import { Messages, type Message } from './timeline/messages.ts';
import { linkInfo, overview, targets, type Overview } from './overview.ts';
import { assemble, type Parts } from './parts.ts';
import type { ChatPorts } from './ports.ts';
import { resolveRoom } from './membership/resolve.ts';
import { RowNews } from './timeline/row-news.ts';
import { diskWarning, refusalWarning } from './replication/warnings.ts';
import type { SelfRoom } from './own-devices/self-room.ts';
import { atEnd } from './timeline/rows.ts';

export interface ChatEvents {
  emit(event: ChatEvent): void;
  /** Something in `overview` is different now. */
  changed(): void;
}

type Done<T> = (result: T | AppError) => void;
const roomKey = /^[0-9a-f]{64}$/;

/** The chat of one signed-in account: events in, calls out, no promise and no clock of its own. */
export class ChatCore implements LinkEvents, Disposable {
  readonly amendments: Amendments;
  readonly #env: Env;
  readonly #ports: ChatPorts;
  readonly #events: ChatEvents;
  readonly #parts: Parts;
  readonly #messages: Messages;
  readonly #rowNews: RowNews;
  #disposed = false;
  #seek: Disposable | undefined;

  constructor(env: Env, ports: ChatPorts, events: ChatEvents) {
    this.#env = env;
    this.#ports = ports;
    this.#events = events;
    this.#parts = assemble(env, ports, {
      onCommitted: (...all) => this.#onCommitted(...all),
      onFailed: (touched, lost) => this.#onFailed(touched, lost),
      onDisk: (trouble) => this.#onDisk(trouble),
      onReceived: (...all) => this.#onReceived(...all),
      onMembership: (conversation) => this.#onMembership(conversation),
      emit: (event) => events.emit(event),
      onAcknowledged: (...all) => this.#parts.deliveries.onAcknowledged(...all),
      onDelivered: (conversation, entry, delivery) =>
        events.emit({ type: 'delivery', room: conversation.room, entry, delivery }),
      onPresence: (user, presence) => events.emit({ type: 'peer', user, presence }),
      onTyping: (room, who, on) => events.emit({ type: 'typing', room, who, on }),
      onChanged: () => this.#changed(),
      onForeign: (conversation) => this.#parts.rooms.forget(conversation),
      onRefused: (conversation, error) => events.emit(refusalWarning(conversation, error)),
    });
    this.#rowNews = new RowNews(this.#parts, (event) => events.emit(event));
    this.amendments = this.#parts.amendments;
    this.#messages = new Messages(this.#parts, ports.store);
  }

  overview(): Overview {
    return overview(this.#parts);
  }

  // what links tell
  judge(certificate: Certificate, verdict: (accepted: boolean) => void): void {
    this.#parts.gate.judge(certificate, verdict);
  }

  onUse(certificate: Certificate): void {
    this.#parts.sync.onUse(certificate);
    this.#changed();
    this.#events.emit({ type: 'link', link: linkInfo(certificate), up: true });
  }

  onDown(device: DeviceKey): void {
    const certificate = this.#parts.certificates.get(device);
    this.#parts.sync.onDown(device);
    this.#changed();
    if (certificate !== undefined) this.#events.emit({ type: 'link', link: linkInfo(certificate), up: false });
  }

  onFrame(device: DeviceKey, type: number, body: Uint8Array): void {
    this.#parts.sync.onFrame(device, type, body);
  }

  // what the tracker tells
  onSignedIn(): void {
    this.#parts.trackerSync.onSignedIn();
    this.#parts.caughtUp.onSignedIn();
  }

  onSignedOut(): void {
    this.#parts.trackerSync.onSignedOut();
  }

  onPush(push: Push): void {
    this.#parts.trackerSync.onPush(push);
  }

  /** The address of this device is known or has changed. */
  announce(): void {
    this.#parts.trackerSync.announce();
  }

  // what a person wants
  createRoom(name: string, capacity: number, done: Done<RoomKey>): void {
    this.#parts.rooms.create(name, capacity, (result) => done(result instanceof AppError ? result : result.room));
  }

  joinRoom(nameOrId: string, done: Done<RoomKey>): void {
    const join = (room: RoomKey): void =>
      this.#parts.rooms.join(room, (result) => done(result instanceof AppError ? result : result.room));
    if (roomKey.test(nameOrId)) return join(asHex<RoomKey>(nameOrId));
    const known = this.resolveRoom(nameOrId);
    if (!(known instanceof AppError)) return join(known);
    if (known.code !== 'ROOM_UNKNOWN') return done(known);
    // it may have been made a moment ago
    this.#parts.trackerSync.findListed(nameOrId, (error) => {
      const found = error ?? this.resolveRoom(nameOrId);
      if (found instanceof AppError) done(found);
      else join(found);
    });
  }

  leaveRoom(room: RoomKey, done: Done<void>): void {
    const conversation = this.#group(room);
    if (conversation instanceof AppError) return done(conversation);
    this.#parts.rooms.leave(conversation, done);
  }

  deleteRoom(room: RoomKey, done: Done<void>): void {
    const conversation = this.#group(room);
    if (conversation instanceof AppError) return done(conversation);
    this.#parts.rooms.close(conversation, done);
  }

  openDirect(username: string, done: Done<RoomKey>): void {
    openDirect(this.#parts, username, (conversation) => {
      if (conversation instanceof AppError) return done(conversation);
      this.#parts.sync.onMembership(conversation);
      this.#changed();
      done(conversation.room);
    });
  }

  resolveRoom(nameOrId: string): RoomKey | AppError {
    return resolveRoom(nameOrId, this.overview());
  }

  send(message: Message, done: Done<Row>): void {
    this.#messages.send(message, done);
  }

  history(query: HistoryQuery, done: Done<HistoryPage>): void {
    this.#messages.history(query, done);
  }

  newSince(room: RoomKey, done: Done<NewSince | undefined>): void {
    this.#messages.newSince(room, done);
  }

  /** What concerns my devices alone: what has been read, what is muted. */
  get self(): Pick<SelfRoom, 'read' | 'readAll' | 'mute' | 'receiptsChanged'> {
    return this.#parts.selfRoom;
  }

  typing(room: RoomKey): void {
    const conversation = this.#parts.conversations.get(room);
    if (conversation !== undefined) this.#parts.typing.say(conversation, this.#parts.sync.neighbours);
  }

  dispose(): void {
    this.#disposed = true;
    this.#seek?.dispose();
    this.#parts.dispose();
  }

  #group(room: RoomKey): Conversation | AppError {
    const conversation = this.#parts.conversations.get(room);
    if (conversation?.stored.kind === 'group') return conversation;
    return new AppError('ROOM_UNKNOWN', 'there is no such room');
  }

  #onCommitted(conversation: Conversation, entries: readonly StoredEntry[], written: readonly StoredEntry[]): void {
    const own = written.filter(({ kind }) => kind === 'control');
    if (own.length > 0) {
      const { conversations, memberships } = this.#parts;
      conversation.operations.push(...own.flatMap((stored) => conversations.operation(stored) ?? []));
      memberships.run(conversation);
      this.#rowNews.tell(conversation, own.map(atEnd));
    }
    this.#rowNews.onCommitted(conversation, entries);
    this.#parts.amended.onCommitted(conversation, entries);
    this.#parts.sync.onCommitted(conversation, entries, written);
    this.#changed();
  }

  #onReceived(conversation: Conversation, entries: readonly PagedEntry[], pulls: boolean): void {
    this.#changed();
    if (conversation.stored.kind === 'self') return;
    this.#rowNews.tell(conversation, entries, pulls);
    this.#parts.typing.onReceived(conversation, entries);
  }

  #onMembership(conversation: Conversation): void {
    this.#parts.sync.onMembership(conversation);
    this.#changed();
    this.#events.emit({ type: 'room', room: conversation.room, deleted: conversation.closed });
  }

  #onFailed(touched: ReadonlySet<Conversation>, lost: readonly StoredEntry[]): void {
    this.#parts.certificates.unsave();
    this.#rowNews.lost(lost);
    for (const conversation of touched) this.#parts.memberships.run(conversation);
    this.#changed();
  }

  #onDisk(trouble: AppError | undefined): void {
    this.#changed();
    if (trouble !== undefined) return this.#events.emit(diskWarning(trouble));
    this.#env.logger.log('info', 'the history can be written again');
    this.#parts.committer.resume();
    this.#parts.sync.retry();
    this.#parts.trackerSync.retry();
  }

  /** Tells whoever shows the overview, and gathers the changes of this turn into one list for the dialler. */
  #changed(): void {
    if (this.#disposed) return;
    this.#events.changed();
    this.#seek ??= this.#env.clock.after(0, () => {
      this.#seek = undefined;
      this.#ports.links.seek(targets(this.#parts));
    });
  }
}
