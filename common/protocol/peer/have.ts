import { ByteWriter, type ByteReader, decodeBytes, assertWire } from '../../base/index.ts';
import { idBytes, type DeviceKey, type EntryId, type LogId, type LogKind } from '../../model/index.ts';
import { readDevice, readEntryId, readKind, readLog, readMany, readSeq, writeKind } from './fields.ts';
import { peerLimits } from './limits.ts';

/** What somebody holds of one log: 0 to prefix - 1, and from to to - 1. Without a second run from = to = prefix. */
export interface HaveRecord {
  readonly device: DeviceKey;
  readonly kind: LogKind;
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
  readonly room: LogId;
  /** Everything, not only what changed. */
  readonly full: boolean;
  /** Another frame of the same statement follows. */
  readonly more: boolean;
  readonly records: readonly HaveRecord[];
}

const nothing = '0'.repeat(64);

/** Where a record belongs: by device, then content before control. */
const place = (record: HaveRecord): string => record.device + (record.kind === 'content' ? '0' : '1');

/** Sorts the records. The caller keeps to `peerLimits.haveRecords`. */
export const encodeHave = (have: Have): Uint8Array => {
  const writer = new ByteWriter()
    .bytes(idBytes(have.room))
    .uint(1, (have.full ? 1 : 0) + (have.more ? 2 : 0))
    .uint(2, have.records.length);
  for (const record of have.records.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))) {
    writeKind(writer.bytes(idBytes(record.device)), record.kind)
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
  const kind = readKind(reader);
  const [prefix, from, to] = [readSeq(reader), readSeq(reader), readSeq(reader)];
  const newest = readEntryId(reader);
  const read = readSeq(reader);
  const oneRun = from === prefix && to === prefix;
  assertWire(oneRun || (prefix < from && from < to), 'runs out of order');
  assertWire((to === 0) === (newest === nothing), 'newest id does not fit');
  return { device, kind, prefix, from, to, newest, read };
};

/** @throws AppError BAD_OPERATION, also for records out of order or repeated. */
export const decodeHave = (body: Uint8Array): Have =>
  decodeBytes('HAVE', body, (reader) => {
    const room = readLog(reader);
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
