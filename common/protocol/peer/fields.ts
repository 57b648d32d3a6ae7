import { toHex, type ByteReader, type ByteWriter, assertWire } from '../../base/index.ts';
import { asHex, type DeviceKey, type EntryId, type LogId, type LogKind } from '../../model/index.ts';
import { beyondSeq } from './limits.ts';

export const readDevice = (reader: ByteReader): DeviceKey => asHex<DeviceKey>(toHex(reader.take(32)));
export const readEntryId = (reader: ByteReader): EntryId => asHex<EntryId>(toHex(reader.take(32)));
export const readLog = (reader: ByteReader): LogId => asHex<LogId>(toHex(reader.take(16)));

export const readKind = (reader: ByteReader): LogKind => {
  const kind = reader.uint(1);
  assertWire(kind <= 1, 'unknown kind of log');
  return kind === 0 ? 'content' : 'control';
};
export const writeKind = (writer: ByteWriter, kind: LogKind): ByteWriter => writer.uint(1, kind === 'content' ? 0 : 1);

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
