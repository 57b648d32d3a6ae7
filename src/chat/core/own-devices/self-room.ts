import { Coalescer, TokenBucket, type Disposable, type Env, type Later } from '../../../../common/base/index.ts';
import { decodeSelf, encodeBody, coveredEnd, selfKey, type SelfBody } from '../../../../common/log/index.ts';
import {
  identityOf,
  limits,
  type Certificate,
  type AuthorKey,
  type Loaded,
  type PagedEntry,
  type RoomKey,
  type RoomPreference,
  type SeenMark,
  type StoredEntry,
} from '../../../../common/model/index.ts';
import type { Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Asides } from '../replication/asides.ts';
import type { Committer } from '../replication/committer.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Projection } from '../replication/projection.ts';
import { MuteEnds } from './mute-ends.ts';
import type { SideWrites } from '../replication/side-writes.ts';
import { PreferenceCommands } from './preference-commands.ts';
import type { Preferences } from './preferences.ts';
import { ReadAll } from './read-all.ts';
import type { Undoable } from './undoable.ts';
import type { ReadMarks } from './read-marks.ts';
import type { UnreadCounts } from './unread-counts.ts';

/** Milliseconds between two times that what was read is told, at least. */
const publishInterval = 3000;
/** So often in a row, and so often a second in the long run: under 3000 times a day. */
const publishBurst = 60;
const publishRate = 1 / 30;
/** Milliseconds until the next try after the disk refused. */
const retryAfter = 30_000;

interface SelfRoomParts {
  readonly env: Pick<Env, 'clock' | 'crypto'>;
  readonly me: Certificate;
  readonly conversations: Conversations;
  readonly committer: Committer;
  readonly readMarks: ReadMarks;
  readonly unread: UnreadCounts;
  readonly preferences: Preferences;
  readonly undoable: Undoable;
  readonly asides: Pick<Asides, 'endOf'>;
  /** Nobody writes there any more, as far as I am concerned. */
  isOver(room: RoomKey): boolean;
}

export interface SelfRoomEvents {
  /** My devices have read more of these logs. */
  onRead(room: RoomKey, devices: readonly AuthorKey[]): void;
  /** Something else is wanted of these now, or they count otherwise. */
  onChanged(rooms: Iterable<RoomKey>): void;
}

/** The private room of my devices: what one of them has read or wants, the others learn there. Nobody else ever sees it. */
export class SelfRoom implements Projection, Disposable {
  readonly conversation: Conversation;
  readonly preferences: PreferenceCommands;
  readonly readAll: ReadAll;
  readonly #muteEnds: MuteEnds;
  readonly #parts: SelfRoomParts;
  readonly #events: SelfRoomEvents;
  readonly #bucket: TokenBucket;
  readonly #publishing: Coalescer;
  #publishedAt: number;

  constructor(parts: SelfRoomParts, events: SelfRoomEvents) {
    const { env, me, conversations, unread, preferences, undoable } = parts;
    this.#parts = parts;
    this.#events = events;
    this.#publishing = new Coalescer(env.clock, publishInterval, () => this.#publishIfAllowed());
    this.conversation = conversations.ensure({ room: selfKey(env.crypto, me.identity), kind: 'self' });
    this.#bucket = new TokenBucket(publishRate, publishBurst, env.clock.mono());
    this.#publishedAt = env.clock.mono() - publishInterval;
    this.#muteEnds = new MuteEnds(env.clock, preferences, (room) => events.onChanged([room]));
    this.preferences = new PreferenceCommands({
      conversations,
      preferences,
      // what can still be undone seems done
      isOver: (room) => undoable.has(room) || parts.isOver(room),
      write: (...all) => this.#write(...all),
      onChanged: (room) => {
        this.#muteEnds.check();
        events.onChanged([room]);
      },
    });
    this.readAll = new ReadAll({
      conversations,
      unread,
      undoable,
      held: (room) => this.#held(room),
      read: (room, logs) => this.#markRead(room, logs),
      onChanged: (rooms) => events.onChanged(rooms),
    });
  }

  load({ seen, preferences }: Pick<Loaded, 'seen' | 'preferences'>): void {
    const { readMarks } = this.#parts;
    readMarks.load(seen);
    for (const mark of preferences) this.#parts.preferences.apply(mark);
    this.#muteEnds.check();
    if (readMarks.hasPending) this.#schedulePublish();
  }

  /** What my other devices say there. */
  received({ stored }: Conversation, entries: readonly PagedEntry[]): SideWrites | undefined {
    return stored.kind === 'self' ? this.#apply(entries) : undefined;
  }

  readonly markRead: Handlers['markRead'] = ({ room }) => this.#markRead(room, this.#held(room));

  /** How much of each log of somebody else's can be seen. */
  #held(room: RoomKey): ReadonlyMap<AuthorKey, number> {
    const { me, asides, conversations } = this.#parts;
    const logs = [...(conversations.get(room)?.logs.content ?? [])];
    const others = logs.filter(([author]) => identityOf(author) !== me.identity);
    const end = (author: AuthorKey): number => asides.endOf(room, author);
    return new Map(others.map(([author, { pending }]) => [author, Math.min(coveredEnd(pending), end(author))]));
  }

  /** I have read so much of a conversation. Kept at once, told to my other devices now or within seconds. */
  #markRead(room: RoomKey, logs: ReadonlyMap<AuthorKey, number>): void {
    const { readMarks, committer } = this.#parts;
    const raised = this.#advance(room, logs);
    if (raised.length === 0) return;
    for (const { author } of raised) readMarks.queue(room, author);
    committer.addSideWrites({ seen: raised });
    this.#schedulePublish();
    this.#events.onRead(
      room,
      raised.map(({ author }) => author),
    );
  }

  /** Others may know now what I have read, or not any more: said again. */
  receiptsChanged(): void {
    const { conversations, readMarks } = this.#parts;
    for (const { room } of conversations.all) this.#events.onRead(room, [...readMarks.of(room).keys()]);
  }

  /** Answers what must be kept in the same commit. */
  #apply(entries: readonly StoredEntry[]): SideWrites {
    const seen: SeenMark[] = [];
    const preferences: RoomPreference[] = [];
    for (const stored of entries) {
      const said = stored.entry.body === undefined ? undefined : decodeSelf(stored.entry.body);
      if (said?.kind === 'READ') seen.push(...this.#applyRead(said));
      else if (said !== undefined) preferences.push(this.preferences.apply(stored, said));
    }
    return { seen, preferences };
  }

  dispose(): void {
    this.#muteEnds.dispose();
    this.#publishing.dispose();
  }

  #applyRead({ room, seen }: SelfBody & { kind: 'READ' }): readonly SeenMark[] {
    const logs = new Map(Object.entries(seen) as [AuthorKey, number][]);
    const raised = this.#advance(room, logs);
    const authors = raised.map(({ author }) => author);
    if (authors.length > 0) this.#events.onRead(room, authors);
    return [...logs].map(([author, count]) => ({ room, author, seen: count, told: count }));
  }

  #advance(room: RoomKey, logs: ReadonlyMap<AuthorKey, number>): readonly SeenMark[] {
    const { readMarks, unread } = this.#parts;
    return [...logs].flatMap(([author, seen]) => {
      if (!readMarks.advance(room, author, seen)) return [];
      unread.advance(room, author, seen);
      return [{ room, author, seen, told: 0 }];
    });
  }

  #schedulePublish(wait = 0): void {
    const { clock } = this.#parts.env;
    this.#publishing.request(Math.max(wait, this.#publishedAt + publishInterval - clock.mono(), 0));
  }

  #publishIfAllowed(): void {
    const { env, committer } = this.#parts;
    const more = committer.isPaused ? retryAfter : this.#bucket.take(env.clock.mono());
    if (more > 0) this.#schedulePublish(more);
    else this.#publish();
  }

  #publish(): void {
    const { env, readMarks } = this.#parts;
    this.#publishedAt = env.clock.mono();
    for (const [room, marks] of Map.groupBy(readMarks.drain(), (mark) => mark.room)) {
      for (let at = 0; at < marks.length; at += limits.readLogs) {
        this.#publishRoom(room, marks.slice(at, at + limits.readLogs));
      }
    }
  }

  #publishRoom(room: RoomKey, marks: readonly SeenMark[]): void {
    const seen = Object.fromEntries(marks.map((mark) => [mark.author, mark.seen]));
    this.#write({ kind: 'READ', room, seen }, () => ({ seen: marks })).listen(
      () => {},
      () => {
        for (const { author } of marks) this.#parts.readMarks.queue(room, author);
        this.#schedulePublish(retryAfter);
      },
    );
  }

  #write(body: SelfBody, sideWrites: (stored: StoredEntry) => SideWrites): Later<StoredEntry> {
    const { conversation } = this;
    return this.#parts.committer.write({ conversation, kind: 'content', body: encodeBody(body), sideWrites });
  }
}
