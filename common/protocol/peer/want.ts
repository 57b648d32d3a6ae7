import { ByteWriter, decodeBytes, layout } from '../../base/index.ts';
import { idLayouts, type DeviceKey, type EntryId, type LogId, type RoomId } from '../../model/index.ts';
import { seq } from './fields.ts';
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

const ranges = layout.list(
  1,
  layout.checked(
    layout.struct<WantRange>({
      device: idLayouts.device,
      log: idLayouts.log,
      from: seq,
      to: seq,
      newestFirst: layout.flag,
    }),
    ({ from, to }) => from < to,
    'empty range',
  ),
);
const ids = layout.list(1, idLayouts.entry);
const count = layout.checked(layout.uint(2), (value) => value <= peerLimits.wantEntries, 'too many entries');
const head = layout.struct<{ room: RoomId; mode: Want['mode']; maxBytes: number }>({
  room: idLayouts.room,
  mode: layout.oneOf(['newest', 'ranges', 'bodies'], 'mode'),
  maxBytes: layout.uint(4),
});

export const encodeWant = (want: Want): Uint8Array => {
  const writer = new ByteWriter();
  head.write(writer, want);
  if (want.mode === 'newest') count.write(writer, want.count);
  else if (want.mode === 'ranges') ranges.write(writer, want.ranges);
  else ids.write(writer, want.ids);
  return writer.done();
};

/** @throws AppError BAD_OPERATION. */
export const decodeWant = (body: Uint8Array): Want =>
  decodeBytes('WANT', body, (reader): Want => {
    const { room, mode, maxBytes } = head.read(reader);
    if (mode === 'newest') return { mode, room, maxBytes, count: count.read(reader) };
    if (mode === 'ranges') return { mode, room, maxBytes, ranges: ranges.read(reader) };
    return { mode, room, maxBytes, ids: ids.read(reader) };
  });
