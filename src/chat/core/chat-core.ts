import { AppError, utf8, type Disposable, type Env } from '../../../common/base/index.ts';
import { encodeBody } from '../../../common/log/index.ts';
import {
  limits,
  type Certificate,
  type DeviceKey,
  type EntryId,
  type Loaded,
  type RoomKey,
  type StoredEntry,
} from '../../../common/model/index.ts';
import type { Push } from '../../../common/protocol/tracker/index.ts';
import type { Row } from '../../../common/protocol/view/index.ts';
import type { ChatEvent, HistoryQuery } from '../api.ts';
import type { Conversation } from './conversation.ts';
import { overview, targets, type Overview } from './overview.ts';
import { assemble, type Parts } from './parts.ts';
import type { LinkEvents, Links, Store, Tracker } from './ports.ts';
import { resolveRoom } from './resolve.ts';

export interface ChatPorts {
  readonly me: Certificate;
  readonly store: Store;
  readonly loaded: Loaded;
  readonly links: Links;
  readonly tracker: Tracker;
  /** My signed address record; undefined while not listening. */
  announcement(): Uint8Array | undefined;
}

export interface ChatEvents {
  emit(event: ChatEvent): void;
  /** Something in `overview` is different now. */
  changed(): void;
}

type Done<T> = (result: T | AppError) => void;
const retryDelay = 5000;
const deliveryMost = 256;

/** The chat of one signed-in account: events in, calls out, no promise and no clock of its own. */
export class ChatCore implements LinkEvents, Disposable {
  readonly #env: Env;
  readonly #ports: ChatPorts;
  readonly #events: ChatEvents;
  readonly #parts: Parts;
  #retry: Disposable | undefined;
  #seek: Disposable | undefined;

  constructor(env: Env, ports: ChatPorts, events: ChatEvents) {
    this.#env = env;
    this.#ports = ports;
    this.#events = events;
    this.#parts = assemble(env, ports, {
      onCommitted: (conversation, entries) => this.#onCommitted(conversation, entries),
      onFailed: (error, touched) => this.#onFailed(error, touched),
      onReceived: (conversation, entries, live) => this.#onReceived(conversation, entries, live),
      onMembership: (conversation) => this.#onMembership(conversation),
      onAcknowledged: (...all) => this.#onAcknowledged(...all),
      onPresence: (user, online) => events.emit({ type: 'peer', user, presence: online ? 'online' : 'offline' }),
      onChanged: () => this.#changed(),
      onRefused: (conversation, error) => this.#onRefused(conversation, error),
    });
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
    this.#events.emit({ type: 'link', link: linkInfo(certificate), up: true });
    this.#changed();
  }

  onDown(device: DeviceKey): void {
    const certificate = this.#parts.certificates.get(device);
    this.#parts.sync.onDown(device);
    if (certificate !== undefined) this.#events.emit({ type: 'link', link: linkInfo(certificate), up: false });
    this.#changed();
  }

  onFrame(device: DeviceKey, type: number, body: Uint8Array): void {
    this.#parts.sync.onFrame(device, type, body);
  }

  // what the tracker tells
  onSignedIn(): void {
    this.#parts.trackerSync.onSignedIn();
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
    const room = this.resolveRoom(nameOrId);
    if (room instanceof AppError) return done(room);
    this.#parts.rooms.join(room, (result) => done(result instanceof AppError ? result : result.room));
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
    const { directory, conversations, trackerSync, committer } = this.#parts;
    const open = (partner: Parameters<typeof conversations.direct>[0]): void => {
      const conversation = conversations.direct(partner);
      if (conversation === undefined) return done(new AppError('BAD_REQUEST', 'this is you'));
      if (!conversation.saved) committer.note({ rooms: [conversation.stored] });
      conversation.saved = true;
      this.#parts.sync.onMembership(conversation);
      this.#changed();
      done(conversation.room);
    };
    const known = [...directory.people].find((person) => person.username === username);
    const partner = [...conversations.all].find(({ stored }) => stored.partner?.username === username)?.stored.partner;
    if (partner !== undefined) return open(partner);
    if (known !== undefined && known.devices.size > 0) return open(known);
    trackerSync.lookUp({ user: username }, (peer) => {
      const found = peer instanceof AppError ? undefined : [...directory.people].find((one) => one.username === peer.user);
      if (found !== undefined) open(found);
      else done(peer instanceof AppError ? peer : new AppError('USER_UNKNOWN', 'nobody has this name'));
    });
  }

  resolveRoom(nameOrId: string): RoomKey | AppError {
    return resolveRoom(nameOrId, this.overview());
  }

  send(message: { room: RoomKey; content: string; replyTo?: EntryId }, done: Done<Row>): void {
    const { room, content, replyTo } = message;
    const conversation = this.#parts.conversations.get(room);
    if (conversation === undefined) return done(new AppError('ROOM_UNKNOWN', 'there is no such conversation'));
    const refusal = refuseSend(conversation);
    if (refusal !== undefined) return done(refusal);
    if (content.trim() === '') return done(new AppError('BAD_REQUEST', 'the message is empty'));
    if (utf8(content).length > limits.body) return done(new AppError('TOO_LARGE', 'the message is too long'));
    const body = encodeBody({ kind: 'MESSAGE', content, ...(replyTo === undefined ? {} : { replyTo }) });
    if (body.length > limits.body) return done(new AppError('TOO_LARGE', 'the message is too long'));
    this.#parts.committer.write({
      conversation,
      kind: 'content',
      body,
      done: (result) => {
        const row = result instanceof AppError ? result : this.#parts.rows.of(conversation, result);
        done(row ?? new AppError('INTERNAL', 'the message cannot be shown'));
      },
    });
  }

  history(query: HistoryQuery, done: Done<readonly Row[]>): void {
    const conversation = this.#parts.conversations.get(query.room);
    if (conversation === undefined) return done(new AppError('ROOM_UNKNOWN', 'there is no such conversation'));
    this.#ports.store.page(query, (page) => {
      if (page instanceof AppError) return done(page);
      done(page.flatMap((entry) => this.#parts.rows.of(conversation, entry, entry.order) ?? []));
    });
  }

  markSeen(room: RoomKey): void {
    const conversation = this.#parts.conversations.get(room);
    if (conversation === undefined) return;
    const moved = [...conversation.logs.content].flatMap(([device, { pending }]) =>
      (conversation.seen.get(device) ?? 0) < pending.prefix ? [{ room, device, seen: pending.prefix }] : [],
    );
    if (moved.length === 0) return;
    for (const { device, seen } of moved) conversation.seen.set(device, seen);
    this.#parts.committer.note({ seen: moved });
    this.#changed();
  }

  dispose(): void {
    this.#retry?.dispose();
    this.#seek?.dispose();
    this.#parts.dispose();
  }

  #group(room: RoomKey): Conversation | AppError {
    const conversation = this.#parts.conversations.get(room);
    if (conversation?.stored.kind === 'group') return conversation;
    return new AppError('ROOM_UNKNOWN', 'there is no such room');
  }

  #onCommitted(conversation: Conversation, entries: readonly StoredEntry[]): void {
    const own = entries.filter(({ entry, kind }) => kind === 'control' && entry.device === this.#ports.me.device);
    if (own.length > 0) {
      const { conversations, memberships } = this.#parts;
      conversation.operations.push(...own.flatMap((stored) => conversations.operation(stored) ?? []));
      memberships.run(conversation);
      this.#emitRows(conversation, own, true);
    }
    this.#parts.sync.onCommitted(conversation, entries);
    this.#changed();
  }

  #onReceived(conversation: Conversation, entries: readonly StoredEntry[], live: boolean): void {
    this.#emitRows(conversation, entries, live);
    this.#changed();
  }

  #emitRows(conversation: Conversation, entries: readonly StoredEntry[], live: boolean): void {
    for (const stored of entries) {
      const row = this.#parts.rows.of(conversation, stored);
      const { device } = stored.entry;
      if (row !== undefined) this.#events.emit({ type: 'row', room: conversation.room, row, device, live });
    }
  }

  #onMembership(conversation: Conversation): void {
    this.#parts.sync.onMembership(conversation);
    this.#events.emit({ type: 'room', room: conversation.room, deleted: conversation.closed });
    this.#changed();
  }

  #onAcknowledged(conversation: Conversation, peer: Certificate, device: DeviceKey, from: number, to: number): void {
    const { deliveries } = this.#parts;
    deliveries.save(conversation, peer, device, to);
    if (peer.identity === this.#ports.me.identity) return;
    const { room } = conversation;
    const query = { room, device, kind: 'content', from: Math.max(from, to - deliveryMost), to, maxBytes: limits.runBytes } as const;
    this.#ports.store.range(query, (answer) => {
      if (answer instanceof AppError) return;
      for (const { entry } of answer) {
        if (entry.seq >= to) continue;
        const delivery = deliveries.of(conversation, entry);
        this.#events.emit({ type: 'delivery', room, entry: entry.id, delivery });
      }
    });
  }

  #onFailed(error: AppError, touched: ReadonlySet<Conversation>): void {
    this.#parts.certificates.unsave();
    for (const conversation of touched) this.#parts.memberships.run(conversation);
    this.#events.emit({ type: 'warning', code: error.code, level: 'error', message: error.message });
    this.#retry ??= this.#env.clock.after(retryDelay, () => {
      this.#retry = undefined;
      this.#parts.sync.retry();
    });
    this.#changed();
  }

  #onRefused(conversation: Conversation, error: AppError): void {
    const message = `the tracker refused the room "${conversation.name}": ${error.message}`;
    this.#events.emit({ type: 'warning', code: error.code, level: 'warn', message });
  }

  /** Tells whoever shows the overview, and gathers the changes of this turn into one list for the dialler. */
  #changed(): void {
    this.#events.changed();
    this.#seek ??= this.#env.clock.after(0, () => {
      this.#seek = undefined;
      this.#ports.links.seek(targets(this.#parts));
    });
  }
}

const linkInfo = ({ username, device }: Certificate): { user: string; device: DeviceKey; route: 'direct' } => ({
  user: username,
  device,
  route: 'direct',
});

const refuseSend = ({ readOnly }: Conversation): AppError | undefined => {
  if (readOnly === undefined) return undefined;
  if (readOnly === 'closed') return new AppError('ROOM_CLOSED', 'this room has been deleted');
  if (readOnly === 'newer') return new AppError('VERSION', 'this room needs a newer version of P2P Chat');
  return new AppError('NOT_MEMBER', readOnly === 'waiting' ? 'you wait for a place in this room' : 'you have left this room');
};
