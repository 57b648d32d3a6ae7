import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asHex, type DeviceKey, type IdentityKey, type LogId, type RoomKey } from '../../common/model/index.ts';
import { closeDatabase, openDatabase } from '../../tracker-server/src/database/open-database.ts';
import type { Database } from '../../tracker-server/src/database/schema.ts';
import { peerRepository, type PeerRepository } from '../../tracker-server/src/repositories/peer-repository.ts';
import {
  roomRepository,
  type RoomChange,
  type RoomRepository,
} from '../../tracker-server/src/repositories/room-repository.ts';
import {
  userRepository,
  type Credentials,
  type UserRepository,
} from '../../tracker-server/src/repositories/user-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const id = <T extends IdentityKey | DeviceKey | RoomKey>(digit: string): T => asHex<T>(digit.repeat(64));
const vault = { v: 1, salt: 's', iv: 'i', ct: 'c' } as const;
const account = (name: string, digit: string) => ({
  identity: id<IdentityKey>(digit),
  username: name,
  nameRecord: new TextEncoder().encode(`record of the name ${name}`),
  fold: name.toLowerCase(),
  record: `record of ${name}`,
  vault,
});
const device = (digit: string) => ({ device: id<DeviceKey>(digit), certificate: new TextEncoder().encode(digit) });
const known = ({ identity, username, nameRecord }: Credentials): object => ({ identity, username, nameRecord });
const ana = account('Ana', 'a');
const bia = account('Bia', 'b');

const change = (room: RoomKey, fields: Partial<RoomChange> = {}, row: Partial<RoomChange['row']> = {}): RoomChange => ({
  row: {
    room,
    name: 'General',
    owner: ana.identity,
    ownerName: 'Ana',
    policy: 'open',
    capacity: 50,
    closed: false,
    ops: 1,
    ...row,
  },
  fold: 'general',
  members: new Map([[ana.identity, 'Ana']]),
  certificates: [],
  entries: [],
  ...fields,
});

/** What every storage must do. */
const acceptance = (where: string, open: (folder: string) => Promise<Database>): void => {
  describe(`repositories ${where}`, () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let db: Database;
    let [users, peers, rooms] = [] as unknown as [UserRepository, PeerRepository, RoomRepository];

    beforeEach(async () => {
      folder = await temporaryFolder();
      db = await open(folder.path);
      [users, peers, rooms] = [userRepository(db), peerRepository(db), roomRepository(db)];
      await users.create(ana, device('1'), 1000);
      await users.create(bia, device('2'), 2000);
    });
    afterEach(async () => {
      await closeDatabase(db);
      await folder[Symbol.asyncDispose]();
    });

    it('keep accounts, once by name and by key', async () => {
      const { fold: _, ...kept } = ana;
      expect(await users.byFold('ana')).toEqual(kept);
      expect(await users.byFold('Ana')).toBeUndefined();
      expect(await users.byIdentity(bia.identity)).toEqual(known(bia));
      expect(await users.create({ ...account('ANA', 'c'), fold: 'ana' }, device('3'), 1)).toBe('nameTaken');
      expect(await users.create(account('Caio', 'a'), device('3'), 1)).toBe('keyTaken');
      expect(await users.create(account('Caio', 'c'), device('1'), 1)).toBe('keyTaken');
      expect(await users.byFold('caio')).toBeUndefined();
      expect(await users.create(account('Caio', 'c'), device('3'), 1)).toBe('ok');
    });

    it('keep names for whom they were given to, though there is no account', async () => {
      const [caio, other] = [account('Caio', 'c'), account('CAIO', 'd')];
      await users.reserve([caio, ana]);
      await users.reserve([{ identity: other.identity, fold: 'caio' }]);
      await users.reserve([]);
      expect([await users.isTaken('caio'), await users.isTaken('ana'), await users.isTaken('duda')]).toEqual([
        true,
        true,
        false,
      ]);
      expect(await users.isTaken('caio', caio.identity)).toBe(false);
      expect(await users.isTaken('ana', ana.identity)).toBe(true);
      expect(await users.create(other, device('3'), 1)).toBe('nameTaken');
      expect(await users.create(caio, device('3'), 1)).toBe('ok');
    });

    it('remember from where somebody has signed in, the newest addresses, for as long as is asked', async () => {
      const day = 86_400_000;
      await users.signedInFrom(ana.identity, '10.0.0.1', 5 * day);
      const knows = (address: string, since = 0): Promise<boolean> => users.hasSignedInFrom('ana', address, since);
      expect([await knows('10.0.0.1'), await knows('10.0.0.1', 5 * day + 1), await knows('10.0.0.2')]).toEqual([
        true,
        false,
        false,
      ]);
      expect(await users.hasSignedInFrom('bia', '10.0.0.1', 0)).toBe(false);
      await users.signedInFrom(ana.identity, '10.0.0.1', 7 * day);
      expect(await knows('10.0.0.1', 7 * day)).toBe(true);
      for (let i = 0; i < 64; i++) await users.signedInFrom(ana.identity, `10.1.0.${i}`, 8 * day + i);
      expect([await knows('10.0.0.1'), await knows('10.1.0.0'), await knows('10.1.0.63')]).toEqual([false, true, true]);
    });

    it('keep devices of accounts, the most recently seen ones', async () => {
      const key = id<DeviceKey>('1');
      expect(await peers.ownerOf(key)).toEqual(known(ana));
      expect(await peers.ownerOf(id<DeviceKey>('9'))).toBeUndefined();
      expect(await peers.add(bia.identity, device('1'), 1, 3)).toBe(false);
      for (const [i, digit] of ['4', '5', '6'].entries())
        expect(await peers.add(ana.identity, device(digit), 3000 + i, 3)).toBe(true);
      expect((await peers.devicesOf([ana.identity])).map((one) => one.device[0])).toEqual(['6', '5', '4']);
      expect(await peers.add(ana.identity, device('6'), 1, 3)).toBe(true);
      await peers.seen(new Map([[id<DeviceKey>('4'), 9000]]));
      await peers.announce(id<DeviceKey>('4'), Uint8Array.of(1, 2), '10.0.0.1');
      expect((await peers.devicesOf([ana.identity]))[0]).toEqual({
        device: id('4'),
        identity: ana.identity,
        lastSeen: 9000,
        record: Uint8Array.of(1, 2),
        observed: '10.0.0.1',
      });
      expect(await peers.certificatesOf([id<DeviceKey>('4')])).toEqual([device('4').certificate]);
      expect(await peers.devicesOf([])).toEqual([]);
    });

    it('list people by name, with the listed room they joined last', async () => {
      const both = new Map([...change(id('7')).members, [bia.identity, 'Bia'] as const]);
      await rooms.store(change(id('7'), { members: both }), 1);
      await rooms.store(change(id('8'), { fold: 'team', members: both }, { name: 'Team' }), 2);
      await rooms.store(change(id('9'), { fold: undefined }, { name: '' }), 3);
      const team = { roomId: id('8'), name: 'Team' };
      const [first, second] = await peers.page('', 10);
      expect(first).toEqual({ ...known(ana), fold: 'ana', lastSeen: 1000, room: team });
      expect(second).toMatchObject({ username: 'Bia', room: team });
      expect(await peers.page('', 1)).toEqual([first]);
      expect(await peers.page('ana', 10)).toEqual([second]);
      expect(await peers.people([bia.identity])).toEqual([second]);
      expect((await peers.sharing([bia.identity])).map(({ other }) => other).toSorted()).toEqual([
        ana.identity,
        bia.identity,
      ]);
    });

    it('keep rooms with their logs, all or nothing', async () => {
      const room = id<RoomKey>('7');
      const log = 'a'.repeat(32) as LogId;
      const entry = (seq: number) => ({ device: id<DeviceKey>('1'), log, seq, entry: Uint8Array.of(seq) });
      expect(await rooms.store(change(room, { entries: [entry(0)] }), 1)).toBe(true);
      const author = { device: id<DeviceKey>('9'), identity: id<IdentityKey>('c'), bytes: Uint8Array.of(9) };
      const twin = 'b'.repeat(32) as LogId;
      const more = {
        certificates: [author],
        entries: [entry(1), { ...entry(0), device: author.device }, { ...entry(0), log: twin }],
      };
      expect(await rooms.store(change(room, more, { ops: 4 }), 2)).toBe(true);
      const { entries, certificates } = await rooms.log(room);
      expect(entries.map(({ device: of, seq }) => [of[0], seq])).toEqual([
        ['1', 0],
        ['1', 1],
        ['9', 0],
        ['1', 0],
      ]);
      expect(certificates).toEqual(expect.arrayContaining([device('1').certificate, author.bytes]));
      expect(await rooms.rows([room])).toEqual([change(room, {}, { ops: 4 }).row]);
      await expect(rooms.store(change(room, { entries: [entry(2), entry(1)] }, { ops: 9 }), 3)).rejects.toThrow(
        'UNIQUE',
      );
      expect(await rooms.rows([room])).toMatchObject([{ ops: 4 }]);
      expect(await rooms.log(id('8'))).toEqual({ entries: [], certificates: [] });
    });

    it('give a name to one open room at a time', async () => {
      expect(await rooms.store(change(id('7')), 1)).toBe(true);
      expect(await rooms.store(change(id('8')), 2)).toBe(false);
      expect(await rooms.rows([id('8')])).toEqual([]);
      expect(await rooms.store(change(id('7'), { fold: undefined }, { closed: true }), 3)).toBe(true);
      expect(await rooms.store(change(id('8')), 4)).toBe(true);
      expect(await rooms.named('general')).toMatchObject({ room: id('8'), fold: 'general' });
      expect(await rooms.named('other')).toBeUndefined();
    });

    it('count the open rooms of an owner', async () => {
      expect(await rooms.openOf(ana.identity)).toBe(0);
      await rooms.store(change(id('7')), 1);
      await rooms.store(change(id('8'), { fold: undefined }, { name: '' }), 1);
      await rooms.store(change(id('9'), { fold: undefined }, { closed: true }), 1);
      await rooms.store(change(id('a'), { fold: 'hers' }, { owner: bia.identity }), 1);
      expect(await rooms.openOf(ana.identity)).toBe(2);
    });

    it('find rooms by a part of the name, and those of a member', async () => {
      for (const [digit, fold] of [
        ['7', 'b team'],
        ['8', 'team'],
        ['9', 'c_team%'],
      ] as const)
        await rooms.store(change(id(digit), { fold }, { name: fold }), 1);
      const found = async (query: string, after = ''): Promise<string[]> =>
        (await rooms.containing(query, after, 10)).map(({ fold }) => fold);
      expect(await found('')).toEqual(['b team', 'c_team%', 'team']);
      expect(await found('team')).toEqual(['b team', 'c_team%']);
      expect(await found('team', 'b team')).toEqual(['c_team%']);
      expect(await found('%')).toEqual(['c_team%']);
      await rooms.store(
        change(id('7'), { fold: undefined, members: new Map([[bia.identity, 'Bia']]) }, { closed: true }),
        2,
      );
      expect(await rooms.ofMember(ana.identity, '', 10)).toEqual([id('8'), id('9')]);
      expect(await rooms.ofMember(ana.identity, id('8'), 10)).toEqual([id('9')]);
      expect(await rooms.members([id('7'), id('8')])).toEqual([
        { room: id('8'), identity: ana.identity, username: 'Ana' },
        { room: id('7'), identity: bia.identity, username: 'Bia' },
      ]);
    });
  });
};

acceptance('in a file', async (folder) => (await openDatabase(join(folder, 'tracker.db'))).queries);
acceptance('in memory', async () => (await openDatabase(':memory:')).queries);
