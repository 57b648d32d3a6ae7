import { sql } from 'kysely';
import type { DeviceKey, IdentityKey, LogId, RoomKey } from '../../../common/model/index.ts';
import type { Database } from '../database/schema.ts';

/** What `evaluate` says of a room, as lists need it. */
export interface RoomRow {
  readonly room: RoomKey;
  /** Empty: not listed. */
  readonly name: string;
  readonly owner: IdentityKey;
  readonly ownerName: string;
  readonly policy: 'open' | 'invite';
  readonly capacity: number;
  readonly closed: boolean;
  /** Control entries held. */
  readonly ops: number;
}

export interface ListedRow extends RoomRow {
  readonly fold: string;
}

export interface MemberRow {
  readonly room: RoomKey;
  readonly identity: IdentityKey;
  readonly username: string;
}

export interface LogRow {
  readonly device: DeviceKey;
  readonly log: LogId;
  readonly seq: number;
  readonly entry: Uint8Array;
}

/** New entries of one room and what has become of it, to be stored all or nothing. */
export interface RoomChange {
  readonly row: RoomRow;
  /** Fold of the name while the room is listed and open; unique. */
  readonly fold: string | undefined;
  readonly members: ReadonlyMap<IdentityKey, string>;
  readonly certificates: readonly { device: DeviceKey; identity: IdentityKey; bytes: Uint8Array }[];
  readonly entries: readonly LogRow[];
}

/** Rooms, their members and their control logs. */
export interface RoomRepository {
  rows(rooms: readonly RoomKey[]): Promise<readonly RoomRow[]>;
  members(rooms: readonly RoomKey[]): Promise<readonly MemberRow[]>;
  /** The whole control logs, in the order of arrival, with the certificates of their devices. */
  log(room: RoomKey): Promise<{ readonly entries: readonly LogRow[]; readonly certificates: readonly Uint8Array[] }>;
  /** False, and nothing stored, if another open room has that name. */
  store(change: RoomChange, now: number): Promise<boolean>;
  /** The listed and open room of exactly this fold. */
  named(fold: string): Promise<ListedRow | undefined>;
  /** The other listed and open rooms with `query` anywhere in their fold, by fold, after `after`. */
  containing(query: string, after: string, limit: number): Promise<readonly ListedRow[]>;
  /** How many rooms of an owner are open. */
  openOf(owner: IdentityKey): Promise<number>;
  /** Keys of the rooms of a member, closed ones too, ascending after `after`. */
  ofMember(identity: IdentityKey, after: string, limit: number): Promise<readonly RoomKey[]>;
}

const rowOf = (row: {
  room: RoomKey;
  name: string;
  owner: IdentityKey;
  owner_name: string;
  policy: 'open' | 'invite';
  capacity: number;
  closed: number;
  ops: number;
}): RoomRow => {
  const { owner_name: ownerName, closed, room, name, owner, policy, capacity, ops } = row;
  return { room, name, owner, ownerName, policy, capacity, closed: closed === 1, ops };
};

export const roomRepository = (db: Database): RoomRepository => ({
  rows: async (rooms) => {
    if (rooms.length === 0) return [];
    return (await db.selectFrom('room').selectAll().where('room', 'in', rooms).execute()).map(rowOf);
  },
  members: async (rooms) => {
    if (rooms.length === 0) return [];
    return db
      .selectFrom('member')
      .select(['room', 'identity', 'username'])
      .where('room', 'in', rooms)
      .orderBy('joined')
      .orderBy('identity')
      .execute();
  },
  log: async (room) => {
    const entries = await db
      .selectFrom('operation')
      .select(['device', 'log', 'seq', 'entry'])
      .where('room', '=', room)
      .orderBy('position')
      .execute();
    const devices = db.selectFrom('operation').select('device').where('room', '=', room);
    const rows = await db.selectFrom('certificate').select('bytes').where('device', 'in', devices).execute();
    return { entries, certificates: rows.map(({ bytes }) => bytes) };
  },
  store: (change, now) => storeChange(db, change, now),
  named: async (fold) => {
    const row = await db.selectFrom('room').selectAll().where('fold', '=', fold).executeTakeFirst();
    return row && { ...rowOf(row), fold };
  },
  containing: async (query, after, limit) => {
    const rows = await db
      .selectFrom('room')
      .selectAll()
      .where('fold', '>', after)
      .where('fold', '!=', query)
      .where(({ eb, fn }) => eb(fn<number>('instr', ['fold', sql.val(query)]), '>', 0))
      .orderBy('fold')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...rowOf(row), fold: row.fold ?? '' }));
  },
  openOf: async (owner) => {
    const { open } = await db
      .selectFrom('room')
      .select(({ fn }) => fn.countAll<number>().as('open'))
      .where('owner', '=', owner)
      .where('closed', '=', 0)
      .executeTakeFirstOrThrow();
    return open;
  },
  ofMember: async (identity, after, limit) => {
    const rows = await db
      .selectFrom('member')
      .select('room')
      .where('identity', '=', identity)
      .where('room', '>', after as RoomKey)
      .orderBy('room')
      .limit(limit)
      .execute();
    return rows.map(({ room }) => room);
  },
});

const storeChange = (db: Database, change: RoomChange, now: number): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const { row, fold, members, certificates, entries } = change;
    const { room, ownerName, closed, ...columns } = row;
    if (fold !== undefined) {
      const other = await transaction.selectFrom('room').select('room').where('fold', '=', fold).executeTakeFirst();
      if (other !== undefined && other.room !== room) return false;
    }
    const values = { ...columns, owner_name: ownerName, closed: closed ? 1 : 0, fold: fold ?? null };
    await transaction
      .insertInto('room')
      .values({ room, ...values })
      .onConflict((conflict) => conflict.column('room').doUpdateSet(values))
      .execute();
    for (const { device, identity, bytes } of certificates) {
      const keep = transaction.insertInto('certificate').values({ device, identity, bytes });
      await keep.onConflict((conflict) => conflict.columns(['device', 'identity']).doNothing()).execute();
    }
    for (const entry of entries)
      await transaction
        .insertInto('operation')
        .values({ room, ...entry })
        .execute();
    await storeMembers(transaction, room, members, now);
    return true;
  });

const storeMembers = async (
  db: Database,
  room: RoomKey,
  members: ReadonlyMap<IdentityKey, string>,
  now: number,
): Promise<void> => {
  await db
    .deleteFrom('member')
    .where('room', '=', room)
    .where('identity', 'not in', [...members.keys()])
    .execute();
  for (const [identity, username] of members) {
    await db
      .insertInto('member')
      .values({ room, identity, username, joined: now })
      .onConflict((conflict) => conflict.columns(['room', 'identity']).doUpdateSet({ username }))
      .execute();
  }
};
