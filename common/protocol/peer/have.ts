import { decodeBytes, layout } from '../../base/index.ts';
import { idLayouts, type DeviceKey, type EntryId, type LogId, type RoomId } from '../../model/index.ts';
import { seq } from './fields.ts';
import { peerLimits } from './limits.ts';

/** What somebody holds of one log: 0 to prefix - 1, and from to to - 1. Without a second run from = to = prefix. */
export interface HaveRecord {
  readonly device: DeviceKey;
  readonly log: LogId;
  readonly prefix: number;
  readonly from: number;
  readonly to: number;
  /** Id of to - 1; zeros when nothing is held. */
  readonly newest: EntryId;
  /** Entries below it have been read; 0 when read marks are off. */
  readonly read: number;
}

/** W5. */
export interface Have {
  readonly room: RoomId;
  /** Everything, not only what changed. */
  readonly full: boolean;
  /** Another frame of the same statement follows. */
  readonly more: boolean;
  /** And you? Whoever hears it says everything once more: it may not have been heard before. */
  readonly ask: boolean;
  readonly records: readonly HaveRecord[];
}

const haveFlags = { full: 1, more: 2, ask: 4 } as const;
const nothing = '0'.repeat(64);

/** Where a record belongs. */
const place = ({ device, log }: HaveRecord): string => device + log;

const haveRecord = layout.checked(
  layout.checked(
    layout.struct<HaveRecord>({
      device: idLayouts.device,
      log: idLayouts.log,
      prefix: seq,
      from: seq,
      to: seq,
      newest: idLayouts.entry,
      read: seq,
    }),
    ({ prefix, from, to }) => (from === prefix && to === prefix) || (prefix < from && from < to),
    'runs out of order',
  ),
  ({ to, newest }) => (to === 0) === (newest === nothing),
  'newest id does not fit',
);
const haveRecords = layout.checked(
  layout.list(2, haveRecord, peerLimits.haveRecords),
  (records) => records.every((record, i) => i === 0 || place(record) > place(records[i - 1] as HaveRecord)),
  'records out of order',
);

const frame = layout.struct<{ room: RoomId; flags: number; records: readonly HaveRecord[] }>({
  room: idLayouts.room,
  flags: layout.checked(layout.uint(1), (flags) => flags <= 7, 'unknown flags'),
  records: haveRecords,
});

/** Sorts the records. The caller keeps to `peerLimits.haveRecords`. */
export const encodeHave = ({ room, full, more, ask, records }: Have): Uint8Array =>
  layout.bytesOf(frame, {
    room,
    flags: (full ? haveFlags.full : 0) + (more ? haveFlags.more : 0) + (ask ? haveFlags.ask : 0),
    records: records.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)),
  });

/** @throws AppError BAD_OPERATION, also for records out of order or repeated. */
export const decodeHave = (body: Uint8Array): Have =>
  decodeBytes('HAVE', body, (reader) => {
    const { room, flags, records } = frame.read(reader);
    const has = (bit: number): boolean => (flags & bit) !== 0;
    return { room, full: has(haveFlags.full), more: has(haveFlags.more), ask: has(haveFlags.ask), records };
  });
