import { decodeEntry, isAnchor } from '../../common/log/index.ts';
import type { Crypto } from '../../common/base/index.ts';
import type { DeviceKey, Hlc, LogKind, PagedEntry, RoomKey, StoredEntry } from '../../common/model/index.ts';

/** What `toStored` and places in the order need of `entry`. */
export const entryColumns =
  'id, device, seq, kind, header, signature, body, received, late, news, mention, through, eff_ms, eff_count';

/** A row of `entry`, as node:sqlite gives it. */
export interface EntryRow {
  readonly kind: number;
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
  readonly body: Uint8Array | null;
  readonly received: number;
  readonly late: number;
  readonly news: number;
  readonly mention: number;
  readonly through: DeviceKey | null;
  readonly eff_ms: number;
  readonly eff_count: number;
}

export const kindNumber = (kind: LogKind): 0 | 1 => (kind === 'content' ? 0 : 1);
export const kindName = (kind: number): LogKind => (kind === 0 ? 'content' : 'control');

export const toStored = (crypto: Pick<Crypto, 'sha256'>, room: RoomKey, row: EntryRow): PagedEntry => {
  const entry = decodeEntry(crypto, row.header, row.signature, row.body ?? undefined);
  return {
    room,
    kind: kindName(row.kind),
    entry,
    received: row.received,
    late: row.late === 1,
    ...(row.through !== null && { through: row.through }),
    news: row.news === 1,
    mention: row.mention === 1,
    order: { clock: { ms: row.eff_ms, count: row.eff_count }, device: entry.device, seq: entry.seq },
  };
};

/** Parameters of the insert, in the order of its columns. */
export const toValues = (
  roomId: number,
  { kind, entry, received, late, through, news, mention }: StoredEntry,
  effective: Hlc,
): (string | number | Uint8Array | null)[] => [
  roomId,
  kindNumber(kind),
  entry.device,
  entry.seq,
  entry.id,
  effective.ms,
  effective.count,
  Math.trunc(received),
  late ? 1 : 0,
  isAnchor(entry) ? 1 : 0,
  entry.header,
  entry.signature,
  entry.body ?? null,
  mention ? 1 : 0,
  news ? 1 : 0,
  through ?? null,
];
