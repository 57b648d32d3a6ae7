import {
  compareHlc,
  roomId,
  covers,
  emptyCoverage,
  nothingInSight,
  withRun,
  type InSight,
  type LogCoverage,
} from '../../../../common/log/index.ts';
import {
  deviceOf,
  identityOf,
  logKey,
  type AuthorKey,
  type Hlc,
  type IdentityKey,
  type LogId,
  type LogKey,
  type LogKind,
  type PagedEntry,
  type RoomId,
  type RoomKey,
  type StoredEntry,
  type StoredRoom,
} from '../../../../common/model/index.ts';
import type { LogIds, LogName } from './log-ids.ts';

/**
 * One log as far as it is held: `pending` is verified, or signed, and about to be written; `written` outlives this process;
 * `durable` outlives a power cut, and others are told of nothing else.
 */
export interface LogState {
  durable: LogCoverage;
  written: LogCoverage;
  pending: LogCoverage;
  /** Some of what is not durable yet came by somebody else than its author. */
  isRelayed: boolean;
  /** What of it does not stand aside; of my own log it means nothing. */
  inSight: InSight;
}

/** A conversation in memory: how far its logs are held, and its clock. What is in them stays in the store. */
export class Conversation {
  readonly room: RoomKey;
  readonly stored: StoredRoom;
  readonly id: RoomId;
  readonly logs = { content: new Map<AuthorKey, LogState>(), control: new Map<AuthorKey, LogState>() };
  /** The latest clock of what was on disk when the program started. */
  diskClock: Hlc = { ms: 0, count: 0 };
  /** The store knows the conversation. */
  persisted = false;
  /** The other one says that it has begun. Nobody but replication knows it until that is proved. */
  isExpected = false;
  readonly #logIds: LogIds;

  constructor(logIds: LogIds, stored: StoredRoom) {
    this.#logIds = logIds;
    this.room = stored.room;
    this.stored = stored;
    this.id = roomId(stored.room);
  }

  /** Groups alone have logs of operations. */
  has(kind: LogKind): boolean {
    return kind === 'content' || this.stored.kind === 'group';
  }

  logId(kind: LogKind, identity: IdentityKey): LogId {
    return this.#logIds.idOf(this.room, kind, identity);
  }

  keyOf(kind: LogKind, author: AuthorKey): LogKey {
    return logKey({ device: deviceOf(author), log: this.logId(kind, identityOf(author)) });
  }

  /** Whose log it is, if it is one of these people's, or of whom I know already, in this conversation. */
  nameOf(log: LogId, identities: Iterable<IdentityKey> = []): Omit<LogName, 'room'> | undefined {
    // to be looked for it must have been named
    for (const identity of identities) this.logId('content', identity);
    const found = this.#logIds.find(log);
    return found?.room === this.room && this.has(found.kind) ? found : undefined;
  }

  log(kind: LogKind, author: AuthorKey): LogState {
    const known = this.logs[kind].get(author);
    if (known !== undefined) return known;
    const empty = { durable: emptyCoverage, written: emptyCoverage, pending: emptyCoverage };
    const fresh: LogState = { ...empty, isRelayed: false, inSight: nothingInSight };
    this.logs[kind].set(author, fresh);
    return fresh;
  }

  /** These are in the store. */
  write(entries: readonly StoredEntry[]): void {
    for (const log of Map.groupBy(entries, ({ kind, author }) => kind + author).values()) {
      const [{ kind, author }] = log as [StoredEntry];
      const state = this.log(kind, author);
      state.written = withRun(
        state.written,
        log.map((one) => one.entry),
      );
    }
  }

  /** What was about to be written is not there after all. */
  dropPending(): void {
    for (const logs of Object.values(this.logs)) for (const log of logs.values()) log.pending = log.written;
  }

  /** The latest effective clock of what is on screen of the logs of others: what a device writes stands behind all of it. */
  followed(me: AuthorKey): Hlc {
    let latest = nothingInSight.clock;
    for (const logs of Object.values(this.logs))
      for (const [other, { inSight }] of logs)
        if (other !== me && compareHlc(inSight.clock, latest) > 0) latest = inSight.clock;
    return latest;
  }

  /** It stands aside no more. */
  follow({ kind, author, entry, order }: PagedEntry): void {
    const log = this.log(kind, author);
    if (entry.seq >= log.inSight.below) log.inSight = { below: entry.seq + 1, clock: order.clock };
  }
}

/** Those that others may be shown. */
export const durableOf = <T extends StoredEntry>(conversation: Conversation, entries: readonly T[]): readonly T[] =>
  entries.filter(({ kind, author, entry }) => {
    const log = conversation.logs[kind].get(author);
    return log !== undefined && covers(log.durable, entry.seq);
  });
