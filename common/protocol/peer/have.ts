import { ByteWriter, type ByteReader, decodeBytes, assertWire } from '../../base/index.ts';
import { idBytes, type DeviceKey, type EntryId, type LogId, type RoomId } from '../../model/index.ts';
import { readDevice, readEntryId, readLog, readMany, readRoom, readSeq } from './fields.ts';
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
  readonly records: readonly HaveRecord[];
}

const nothing = '0'.repeat(64);

/** Where a record belongs. */
const place = ({ device, log }: HaveRecord): string => device + log;

/** Sorts the records. The caller keeps to `peerLimits.haveRecords`. */
export const encodeHave = (have: Have): Uint8Array => {
  const writer = new ByteWriter()
    .bytes(idBytes(have.room))
    .uint(1, (have.full ? 1 : 0) + (have.more ? 2 : 0))
    .uint(2, have.records.length);
  for (const record of have.records.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))) {
    writer
      .bytes(idBytes(record.device))
      .bytes(idBytes(record.log))
      .uint(8, record.prefix)
      .uint(8, record.from)
      .uint(8, record.to)
      .bytes(idBytes(record.newest))
      .uint(8, record.read);
  }
  return writer.done();
};

const readRecord = (reader: ByteReader): HaveRecord => {
  const device = readDevice(reader);
  const log = readLog(reader);
  const [prefix, from, to] = [readSeq(reader), readSeq(reader), readSeq(reader)];
  const newest = readEntryId(reader);
  const read = readSeq(reader);
  const oneRun = from === prefix && to === prefix;
  assertWire(oneRun || (prefix < from && from < to), 'runs out of order');
  assertWire((to === 0) === (newest === nothing), 'newest id does not fit');
  return { device, log, prefix, from, to, newest, read };
};

/** @throws AppError BAD_OPERATION, also for records out of order or repeated. */
export const decodeHave = (body: Uint8Array): Have =>
  decodeBytes('HAVE', body, (reader) => {
    const room = readRoom(reader);
    const flags = reader.uint(1);
    assertWire(flags <= 3, 'unknown flags');
    const count = reader.uint(2);
    assertWire(count <= peerLimits.haveRecords, 'too many records');
    let last = '';
    const records = readMany(count, () => {
      const record = readRecord(reader);
      assertWire(place(record) > last, 'records out of order');
      last = place(record);
      return record;
    });
    return { room, full: (flags & 1) !== 0, more: (flags & 2) !== 0, records };
  });
