import {
  compareHlc,
  contentLog,
  controlLog,
  tipOf,
  covers,
  emptyCoverage,
  withRun,
  type LogCoverage,
} from '../../../../common/log/index.ts';
import { standingOf, type Membership, type Operation, type Standing } from '../../../../common/membership/index.ts';
import type { Crypto } from '../../../../common/base/index.ts';
import type {
  DeviceKey,
  Hlc,
  IdentityKey,
  LogId,
  LogKind,
  RoomKey,
  StoredEntry,
  StoredRoom,
} from '../../../../common/model/index.ts';

/**
 * One log as far as it is held: `pending` is verified, or signed, and about to be written; `written` outlives this process;
 * `durable` outlives a power cut, and others are told of nothing else.
 */
export interface LogState {
  durable: LogCoverage;
  written: LogCoverage;
  pending: LogCoverage;
}

/** A conversation in memory: its logs' tips, its control entries and who is in it. Content stays in the store. */
export class Conversation {
  readonly room: RoomKey;
  readonly stored: StoredRoom;
  readonly contentLog: LogId;
  /** Groups alone have one. */
  readonly controlLog: LogId | undefined;
  readonly logs = { content: new Map<DeviceKey, LogState>(), control: new Map<DeviceKey, LogState>() };
  operations: Operation[] = [];
  membership: Membership | undefined;
  /** The largest clock worth following. */
  clock: Hlc = { ms: 0, count: 0 };
  /** The latest clock of what was on disk when the program started. */
  diskClock: Hlc = { ms: 0, count: 0 };
  /** The store knows the conversation. */
  persisted = false;
  readonly #me: { readonly identity: IdentityKey; readonly username: string };

  constructor(
    crypto: Pick<Crypto, 'sha256'>,
    stored: StoredRoom,
    me: { readonly identity: IdentityKey; readonly username: string },
  ) {
    this.room = stored.room;
    this.stored = stored;
    this.contentLog = contentLog(stored.room);
    this.controlLog = stored.kind === 'group' ? controlLog(crypto, stored.room) : undefined;
    this.#me = me;
  }

  logId(kind: LogKind): LogId | undefined {
    return kind === 'content' ? this.contentLog : this.controlLog;
  }

  log(kind: LogKind, device: DeviceKey): LogState {
    const known = this.logs[kind].get(device);
    if (known !== undefined) return known;
    const fresh: LogState = { durable: emptyCoverage, written: emptyCoverage, pending: emptyCoverage };
    this.logs[kind].set(device, fresh);
    return fresh;
  }

  /** These are in the store. */
  write(entries: readonly StoredEntry[]): void {
    for (const log of Map.groupBy(entries, ({ kind, entry }) => kind + entry.device).values()) {
      const [{ kind, entry }] = log as [StoredEntry];
      const state = this.log(kind, entry.device);
      state.written = withRun(
        state.written,
        log.map((one) => one.entry),
      );
    }
  }

  /** Who takes part, by identity; two people in a direct conversation, I alone in the self room. */
  members(): ReadonlyMap<IdentityKey, string> {
    const { partner, kind } = this.stored;
    if (kind === 'group') return this.membership?.members ?? new Map();
    return new Map([
      [this.#me.identity, this.#me.username],
      ...(partner === undefined ? [] : [[partner.identity, partner.username] as const]),
    ]);
  }

  has(identity: IdentityKey): boolean {
    const { partner, kind } = this.stored;
    if (kind !== 'group') return identity === partner?.identity || identity === this.#me.identity;
    return this.membership?.members.has(identity) ?? false;
  }

  /** I am or was in it, or have asked to be. */
  get takesPart(): boolean {
    if (this.stored.kind !== 'group' || this.has(this.#me.identity)) return true;
    return this.operations.some(({ author }) => author.identity === this.#me.identity);
  }

  get closed(): boolean {
    return this.membership?.closed ?? false;
  }

  get name(): string {
    return this.stored.partner?.username ?? this.membership?.name ?? '';
  }

  /** What I am in it. */
  get standing(): Standing {
    const { kind } = this.stored;
    return kind === 'group' ? standingOf(this.membership, this.#me.identity) : { kind, mine: false };
  }

  get readOnly(): Standing['readOnly'] {
    return this.standing.readOnly;
  }

  /** Of the room; a direct conversation has none. */
  get owner(): IdentityKey | undefined {
    return this.membership?.owner;
  }

  /** The latest clock in the content logs of all devices but one, however far ahead. */
  latestOfOthers(device: DeviceKey): Hlc {
    let latest: Hlc = { ms: 0, count: 0 };
    for (const [other, { pending }] of this.logs.content) {
      const { clock } = tipOf(pending);
      if (other !== device && compareHlc(clock, latest) > 0) latest = clock;
    }
    return latest;
  }

  /** Control entries held, all devices together. */
  get operationCount(): number {
    return this.operations.length;
  }
}

/** Those that others may be shown. */
export const durableOf = <T extends StoredEntry>(conversation: Conversation, entries: readonly T[]): readonly T[] =>
  entries.filter(({ kind, entry }) => {
    const log = conversation.logs[kind].get(entry.device);
    return log !== undefined && covers(log.durable, entry.seq);
  });
