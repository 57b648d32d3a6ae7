import { sql } from 'kysely';
import type { DeviceKey, IdentityKey, RoomKey } from '../../../common/model/index.ts';
import type { Database } from '../database/schema.ts';
import type { Account, NewDevice } from './user-repository.ts';

export interface StoredDevice {
  readonly device: DeviceKey;
  readonly identity: IdentityKey;
  readonly lastSeen: number;
  readonly record?: Uint8Array;
  readonly observed?: string;
}

export interface Person extends Account {
  readonly fold: string;
  readonly lastSeen: number;
  /** The listed room joined last. */
  readonly room?: { readonly roomId: RoomKey; readonly name: string };
}

/** Devices of accounts, when they were seen and where they are. */
export interface PeerRepository {
  /** The account that a registered device belongs to. */
  ownerOf(device: DeviceKey): Promise<Account | undefined>;
  /** Adds or keeps a device of an account; beyond `most` the one not seen for longest is forgotten. False: another's. */
  add(identity: IdentityKey, device: NewDevice, now: number, most: number): Promise<boolean>;
  /** `observed`: from where that came, if others may be told. */
  announce(device: DeviceKey, record: Uint8Array, observed: string | null): Promise<void>;
  seen(devices: ReadonlyMap<DeviceKey, number>): Promise<void>;
  /** Newest seen first. */
  devicesOf(identities: readonly IdentityKey[]): Promise<readonly StoredDevice[]>;
  /** Whosever they are: a device may have a certificate of more than one person. */
  certificatesOf(devices: readonly DeviceKey[]): Promise<readonly Uint8Array[]>;
  people(identities: readonly IdentityKey[]): Promise<readonly Person[]>;
  /** By fold, after `after`. */
  page(after: string, limit: number): Promise<readonly Person[]>;
  /** Pairs of identities that are members of the same open room, for the first of each pair. */
  sharing(identities: readonly IdentityKey[]): Promise<readonly { of: IdentityKey; other: IdentityKey }[]>;
}

const people = (db: Database) =>
  db.selectFrom('account').select((from) => [
    'identity',
    'username',
    'name_record as nameRecord',
    'fold',
    from
      .selectFrom('device')
      .select(({ fn }) => fn.max('last_seen').as('seen'))
      .whereRef('device.identity', '=', 'account.identity')
      .as('seen'),
    from
      .selectFrom('member')
      .innerJoin('room', 'room.room', 'member.room')
      .select('room.room')
      .whereRef('member.identity', '=', 'account.identity')
      .where('room.fold', 'is not', null)
      .orderBy('member.joined', 'desc')
      .limit(1)
      .as('room'),
  ]);

type Row = Awaited<ReturnType<ReturnType<typeof people>['execute']>>[number];

/** Room names in a second query: a subquery gives one column. */
const withRooms = async (db: Database, rows: readonly Row[]): Promise<readonly Person[]> => {
  const rooms = [...new Set(rows.flatMap(({ room }) => room ?? []))];
  const named = rooms.length === 0 ? [] : await namesOf(db, rooms);
  const names = new Map(named.map(({ room, name }) => [room, name]));
  return rows.map(({ room, seen, ...row }) => ({
    ...row,
    lastSeen: seen ?? 0,
    ...(room !== null && { room: { roomId: room, name: names.get(room) ?? '' } }),
  }));
};

const namesOf = (db: Database, rooms: readonly RoomKey[]) =>
  db.selectFrom('room').select(['room', 'name']).where('room', 'in', rooms).execute();

export const peerRepository = (db: Database): PeerRepository => ({
  ownerOf: (device) =>
    db
      .selectFrom('device')
      .innerJoin('account', 'account.identity', 'device.identity')
      .select(['account.identity', 'account.username', 'account.name_record as nameRecord'])
      .where('device', '=', device)
      .executeTakeFirst(),
  add: (identity, device, now, most) => addDevice(db, identity, device, now, most),
  announce: async (device, record, observed) => {
    await db.updateTable('device').set({ address_record: record, observed }).where('device', '=', device).execute();
  },
  seen: (devices) =>
    db.transaction().execute(async (transaction) => {
      for (const [device, at] of devices)
        await transaction.updateTable('device').set({ last_seen: at }).where('device', '=', device).execute();
    }),
  devicesOf: async (identities) => {
    if (identities.length === 0) return [];
    const rows = await db
      .selectFrom('device')
      .selectAll()
      .where('identity', 'in', identities)
      .orderBy('last_seen', 'desc')
      .execute();
    return rows.map(({ device, identity, last_seen, address_record, observed }) => ({
      device,
      identity,
      lastSeen: last_seen,
      ...(address_record !== null && { record: address_record }),
      ...(observed !== null && { observed }),
    }));
  },
  certificatesOf: async (devices) => {
    if (devices.length === 0) return [];
    const rows = await db.selectFrom('certificate').select('bytes').where('device', 'in', devices).execute();
    return rows.map(({ bytes }) => bytes);
  },
  people: async (identities) => {
    if (identities.length === 0) return [];
    return withRooms(db, await people(db).where('identity', 'in', identities).execute());
  },
  page: async (after, limit) =>
    withRooms(db, await people(db).where('fold', '>', after).orderBy('fold').limit(limit).execute()),
  sharing: async (identities) => {
    if (identities.length === 0) return [];
    return db
      .selectFrom('member as one')
      .innerJoin('member as two', 'two.room', 'one.room')
      .innerJoin('room', 'room.room', 'one.room')
      .select(['one.identity as of', 'two.identity as other'])
      .distinct()
      .where('one.identity', 'in', identities)
      .where('room.closed', '=', 0)
      .execute();
  },
});

const addDevice = (
  db: Database,
  identity: IdentityKey,
  { device, certificate }: NewDevice,
  now: number,
  most: number,
): Promise<boolean> =>
  db.transaction().execute(async (transaction) => {
    const blank = { address_record: null, observed: null };
    await transaction
      .insertInto('device')
      .values({ device, identity, last_seen: now, ...blank })
      .onConflict((conflict) => conflict.column('device').doNothing())
      .execute();
    const found = await transaction.selectFrom('device').select('identity').where('device', '=', device).execute();
    if (found[0]?.identity !== identity) return false;
    await transaction.replaceInto('certificate').values({ device, identity, bytes: certificate }).execute();
    const surplus = transaction
      .selectFrom('device')
      .select('device')
      .where('identity', '=', identity)
      .where('device', '!=', device)
      .orderBy('last_seen', 'desc')
      .limit(sql.lit(-1))
      .offset(most - 1);
    await transaction.deleteFrom('device').where('device', 'in', surplus).execute();
    return true;
  });
