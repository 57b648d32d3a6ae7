import type { SQLInputValue } from 'node:sqlite';
import { decodeEntry, isAnchor } from '../../common/log/index.ts';
import type { Crypto } from '../../common/base/index.ts';
import type {
  AuthorKey,
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
  'aside',
  'eff_ms',
  'eff_count',
]
  .map((name) => `entry.${name}`)
  .join(', ');

/** A row of `entry`, as node:sqlite gives it. */
export interface EntryRow {
  readonly device: AuthorKey;
  readonly kind: number;
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
  readonly body: Uint8Array | null;
  readonly received: number;
  readonly late: number;
  readonly unread_candidate: number;
  readonly mention: number;
  readonly through: AuthorKey | null;
  readonly audience: number | null;
  readonly aside: number;
  readonly eff_ms: number;
  readonly eff_count: number;
}

/** How an entry stands aside, by the number in the column `aside`. */
const asides = [undefined, 'hidden', 'shown'] as const;
export const asideNumber = (aside: StoredEntry['aside']): number => asides.indexOf(aside);

export const kindNumber = (kind: LogKind): 0 | 1 => (kind === 'content' ? 0 : 1);
export const kindName = (kind: number): LogKind => (kind === 0 ? 'content' : 'control');

export const toStored = (crypto: Pick<Crypto, 'sha256'>, room: RoomKey, row: EntryRow): PagedEntry => {
  const aside = asides[row.aside];
  const entry = decodeEntry(crypto, row.header, row.signature, row.body ?? undefined);
  return {
    room,
    kind: kindName(row.kind),
    author: row.device,
    entry,
    received: row.received,
    late: row.late === 1,
    ...(row.through !== null && { through: row.through }),
    news: row.unread_candidate === 1,
    mention: row.mention === 1,
    ...(row.audience !== null && { audience: row.audience }),
    ...(aside && { aside }),
    order: { clock: { ms: row.eff_ms, count: row.eff_count }, author: row.device, seq: entry.seq },
  };
};

/** Finds an entry by the index of ids; takes the id twice. */
export const isEntry = 'unhex(substr(entry.id, 1, 12)) = unhex(substr(?, 1, 12)) AND entry.id = ?';

const columns =
  'room, kind, device, seq, id, eff_ms, eff_count, received, late, anchor, header, signature, body, mention, unread_candidate, through, is_row, audience, aside';
export const insertEntry = `INSERT INTO entry (${columns}) VALUES (${columns.replaceAll(/\w+/g, '?')})`;

/** Parameters of `insertEntry`: by their place, which costs half of what names cost. */
export const toValues = (
  room: number,
  { kind, author, entry, received, late, through, news, mention, about, audience, aside, silent }: StoredEntry,
  effective: Hlc,
  body: Uint8Array | null = entry.body ?? null,
): SQLInputValue[] => [
  room,
  kindNumber(kind),
  author,
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
  about === undefined && silent === undefined ? 1 : 0,
  audience ?? null,
  asideNumber(aside),
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
