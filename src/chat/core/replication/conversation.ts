import {
  compareHlc,
  contentLog,
  controlLog,
  covers,
  emptyCoverage,
  nothingInSight,
  withRun,
  type InSight,
  type LogCoverage,
} from '../../../../common/log/index.ts';
import type { Crypto } from '../../../../common/base/index.ts';
import type {
  DeviceKey,
  Hlc,
  LogId,
  LogKind,
  PagedEntry,
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
  /** What of it does not stand aside; of my own log it means nothing. */
  inSight: InSight;
}

/** A conversation in memory: how far its logs are held, and its clock. What is in them stays in the store. */
export class Conversation {
  readonly room: RoomKey;
  readonly stored: StoredRoom;
  readonly contentLog: LogId;
  /** Groups alone have one. */
  readonly controlLog: LogId | undefined;
  readonly logs = { content: new Map<DeviceKey, LogState>(), control: new Map<DeviceKey, LogState>() };
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
    const empty = { durable: emptyCoverage, written: emptyCoverage, pending: emptyCoverage };
    const fresh: LogState = { ...empty, inSight: nothingInSight };
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

  /** The latest effective clock of what is on screen of the logs of others: what a device writes stands behind all of it. */
  followed(device: DeviceKey): Hlc {
    let latest = nothingInSight.clock;
    for (const logs of Object.values(this.logs))
      for (const [other, { inSight }] of logs)
        if (other !== device && compareHlc(inSight.clock, latest) > 0) latest = inSight.clock;
    return latest;
  }

  /** It stands aside no more. */
  follow({ kind, entry, order }: PagedEntry): void {
    const log = this.log(kind, entry.device);
    if (entry.seq >= log.inSight.below) log.inSight = { below: entry.seq + 1, clock: order.clock };
  }
}

/** Those that others may be shown. */
export const durableOf = <T extends StoredEntry>(conversation: Conversation, entries: readonly T[]): readonly T[] =>
  entries.filter(({ kind, entry }) => {
    const log = conversation.logs[kind].get(entry.device);
    return log !== undefined && covers(log.durable, entry.seq);
  });
