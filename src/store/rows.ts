import type { SQLInputValue } from 'node:sqlite';
import { isAnchor } from '../../common/log/index.ts';
import type { Hlc, RoomKey, StoredEntry, StoredRoom } from '../../common/model/index.ts';
import { kindNumber, type StoredLog } from './log-table.ts';

/** How an entry stands aside, by the number in the column `aside`. */
const asides = [undefined, 'hidden', 'shown'] as const;
export const asideNumber = (aside: StoredEntry['aside']): number => asides.indexOf(aside);
export const asideOf = (number: number): StoredEntry['aside'] => asides[number];

const columns =
  'log, seq, room, kind, rank, id, eff_ms, eff_count, received, late, anchor, header, signature, body, mention, unread_candidate, through, is_row, audience, aside';
export const insertEntry = `INSERT INTO entry (${columns}) VALUES (${columns.replaceAll(/\w+/g, '?')})`;

const none = new Uint8Array(0);

/** Parameters of `insertEntry`: by their place, which costs half of what names cost. */
export const toValues = (
  { number, room, kind, rank }: StoredLog,
  { entry, received, viaCatchUp, deliveredBy, countsAsUnread, mention, about, audience, aside, silent }: StoredEntry,
  effective: Hlc,
  body: Uint8Array | null,
): SQLInputValue[] => {
  const isAnchored = isAnchor(entry);
  return [
    number,
    entry.seq,
    room,
    kindNumber(kind),
    rank,
    entry.id,
    effective.ms,
    effective.count,
    Math.trunc(received),
    viaCatchUp ? 1 : 0,
    isAnchored ? 1 : 0,
    entry.header,
    isAnchored ? entry.signature : none,
    body,
    mention ? 1 : 0,
    countsAsUnread ? 1 : 0,
    deliveredBy ?? null,
    about === undefined && silent === undefined ? 1 : 0,
    audience ?? null,
    asideNumber(aside),
  ];
};

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
