import type { SQLInputValue } from 'node:sqlite';
import { decodeEntry, isAnchor } from '../../common/log/index.ts';
import type { Crypto } from '../../common/base/index.ts';
import type {
  DeviceKey,
  Hlc,
  LogKind,
  PagedEntry,
  RoomKey,
  StoredEntry,
  StoredRoom,
} from '../../common/model/index.ts';

/** What `toStored` and places in the order need of `entry`. */
export const entryColumns = [
  'id',
  'device',
  'seq',
  'kind',
  'header',
  'signature',
  'body',
  'received',
  'late',
  'unread_candidate',
  'mention',
  'through',
  'audience',
  'eff_ms',
  'eff_count',
]
  .map((name) => `entry.${name}`)
  .join(', ');

/** A row of `entry`, as node:sqlite gives it. */
export interface EntryRow {
  readonly kind: number;
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
  readonly body: Uint8Array | null;
  readonly received: number;
  readonly late: number;
  readonly unread_candidate: number;
  readonly mention: number;
  readonly through: DeviceKey | null;
  readonly audience: number | null;
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
    news: row.unread_candidate === 1,
    mention: row.mention === 1,
    ...(row.audience !== null && { audience: row.audience }),
    order: { clock: { ms: row.eff_ms, count: row.eff_count }, device: entry.device, seq: entry.seq },
  };
};

/** Finds an entry by the index of ids; takes the id twice. */
export const isEntry = 'unhex(substr(entry.id, 1, 12)) = unhex(substr(?, 1, 12)) AND entry.id = ?';

const columns =
  'room, kind, device, seq, id, eff_ms, eff_count, received, late, anchor, header, signature, body, mention, unread_candidate, through, is_row, audience';
export const insertEntry = `INSERT INTO entry (${columns}) VALUES (${columns.replaceAll(/\w+/g, '?')})`;

/** Parameters of `insertEntry`: by their place, which costs half of what names cost. */
export const toValues = (
  room: number,
  { kind, entry, received, late, through, news, mention, about, audience }: StoredEntry,
  effective: Hlc,
  body: Uint8Array | null = entry.body ?? null,
): SQLInputValue[] => [
  room,
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
  body,
  mention ? 1 : 0,
  news ? 1 : 0,
  through ?? null,
  about === undefined ? 1 : 0,
  audience ?? null,
];

/** A row of `room`. */
export const toRoom = (row: Record<string, unknown>): StoredRoom => {
  const room = row['key'] as RoomKey;
  if (row['kind'] !== 'direct') return { room, kind: row['kind'] as 'group' | 'self' };
  return {
    room,
    kind: 'direct',
    partner: { identity: row['partner_identity'] as never, username: String(row['partner_name']) },
  };
};
