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
import type { Crypto } from '../../../../common/base/index.ts';
import type {
  DeviceKey,
  Hlc,
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

/** A conversation in memory: how far its logs are held, and its clock. What is in them stays in the store. */
export class Conversation {
  readonly room: RoomKey;
  readonly stored: StoredRoom;
  readonly contentLog: LogId;
  /** Groups alone have one. */
  readonly controlLog: LogId | undefined;
  readonly logs = { content: new Map<DeviceKey, LogState>(), control: new Map<DeviceKey, LogState>() };
  /** The largest clock worth following. */
  clock: Hlc = { ms: 0, count: 0 };
  /** The latest clock of what was on disk when the program started. */
  diskClock: Hlc = { ms: 0, count: 0 };
  /** The store knows the conversation. */
  persisted = false;

  constructor(crypto: Pick<Crypto, 'sha256'>, stored: StoredRoom) {
    this.room = stored.room;
    this.stored = stored;
    this.contentLog = contentLog(stored.room);
    this.controlLog = stored.kind === 'group' ? controlLog(crypto, stored.room) : undefined;
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

  /** The latest clock in the content logs of all devices but one, however far ahead. */
  latestOfOthers(device: DeviceKey): Hlc {
    let latest: Hlc = { ms: 0, count: 0 };
    for (const [other, { pending }] of this.logs.content) {
      const { clock } = tipOf(pending);
      if (other !== device && compareHlc(clock, latest) > 0) latest = clock;
    }
    return latest;
  }
}

/** Those that others may be shown. */
export const durableOf = <T extends StoredEntry>(conversation: Conversation, entries: readonly T[]): readonly T[] =>
  entries.filter(({ kind, entry }) => {
    const log = conversation.logs[kind].get(entry.device);
    return log !== undefined && covers(log.durable, entry.seq);
  });
