import { toHex, type ByteReader, assertWire } from '../../base/index.ts';
import { asHex, type DeviceKey, type EntryId, type LogId, type RoomId } from '../../model/index.ts';
import { beyondSeq } from './limits.ts';

export const readDevice = (reader: ByteReader): DeviceKey => asHex<DeviceKey>(toHex(reader.take(32)));
export const readEntryId = (reader: ByteReader): EntryId => asHex<EntryId>(toHex(reader.take(32)));
export const readRoom = (reader: ByteReader): RoomId => asHex<RoomId>(toHex(reader.take(16)));
export const readLog = (reader: ByteReader): LogId => asHex<LogId>(toHex(reader.take(16)));

export const readSeq = (reader: ByteReader): number => {
  const seq = reader.uint(8);
  assertWire(seq < beyondSeq, 'sequence number too large');
  return seq;
};

export const readFlag = (reader: ByteReader): boolean => {
  const flag = reader.uint(1);
  assertWire(flag <= 1, 'not a flag');
  return flag === 1;
};

/** Reads `count` items one after the other. */
export const readMany = <T>(count: number, read: () => T): T[] => {
  const out: T[] = [];
  for (let i = 0; i < count; i++) out.push(read());
  return out;
};
