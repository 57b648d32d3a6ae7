import { ByteWriter, type ByteReader, decodeBytes, assertWire } from '../../base/index.ts';
import { idBytes, type DeviceKey, type EntryId, type LogId, type RoomId } from '../../model/index.ts';
import { readDevice, readEntryId, readFlag, readLog, readMany, readRoom, readSeq } from './fields.ts';
import { peerLimits } from './limits.ts';

/** Entries `from` to `to` - 1 of one log. */
export interface WantRange {
  readonly device: DeviceKey;
  readonly log: LogId;
  readonly from: number;
  readonly to: number;
  readonly newestFirst: boolean;
}

interface WantBase {
  readonly room: RoomId;
  /** How much the answer may weigh, bytes; a run may exceed it to reach its anchor. */
  readonly maxBytes: number;
}

/** W6. */
export type Want =
  | (WantBase & { readonly mode: 'newest'; readonly count: number })
  | (WantBase & { readonly mode: 'ranges'; readonly ranges: readonly WantRange[] })
  | (WantBase & { readonly mode: 'bodies'; readonly ids: readonly EntryId[] });

const modes = ['newest', 'ranges', 'bodies'] as const;

export const encodeWant = (want: Want): Uint8Array => {
  const writer = new ByteWriter().bytes(idBytes(want.room)).uint(1, modes.indexOf(want.mode)).uint(4, want.maxBytes);
  if (want.mode === 'newest') writer.uint(2, want.count);
  else if (want.mode === 'bodies') {
    writer.uint(1, want.ids.length);
    for (const id of want.ids) writer.bytes(idBytes(id));
  } else {
    writer.uint(1, want.ranges.length);
    for (const range of want.ranges) writeRange(writer, range);
  }
  return writer.done();
};

const writeRange = (writer: ByteWriter, range: WantRange): ByteWriter =>
  writer
    .bytes(idBytes(range.device))
    .bytes(idBytes(range.log))
    .uint(8, range.from)
    .uint(8, range.to)
    .uint(1, range.newestFirst ? 1 : 0);

const readRange = (reader: ByteReader): WantRange => {
  const device = readDevice(reader);
  const log = readLog(reader);
  const from = readSeq(reader);
  const to = readSeq(reader);
  assertWire(from < to, 'empty range');
  return { device, log, from, to, newestFirst: readFlag(reader) };
};

/** @throws AppError BAD_OPERATION. */
export const decodeWant = (body: Uint8Array): Want =>
  decodeBytes('WANT', body, (reader): Want => {
    const room = readRoom(reader);
    const mode = modes[reader.uint(1)];
    assertWire(mode !== undefined, 'unknown mode');
    const maxBytes = reader.uint(4);
    if (mode === 'newest') {
      const count = reader.uint(2);
      assertWire(count <= peerLimits.wantEntries, 'too many entries');
      return { mode, room, maxBytes, count };
    }
    const count = reader.uint(1);
    return mode === 'ranges'
      ? { mode, room, maxBytes, ranges: readMany(count, () => readRange(reader)) }
      : { mode, room, maxBytes, ids: readMany(count, () => readEntryId(reader)) };
  });
