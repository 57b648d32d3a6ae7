import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toBase64url } from '../../common/base/index.ts';
import { entryToJson } from '../../common/log/index.ts';
import { asHex, type IdentityKey, type RoomKey } from '../../common/model/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { closeDatabase, openDatabase } from '../../tracker-server/src/database/open-database.ts';
import { testPerson } from '../support/people.ts';
import { TestGroup } from '../support/test-group.ts';
import { TestTracker } from '../support/tracker-fixture.ts';

const ana = testPerson(51, 'Ana').device(1);
const { identity: owner, bytes } = ana.certificate;

/** All of a room, as anybody may put it back. */
const put = ({ room, operations }: TestGroup): object => ({
  roomId: room,
  certs: [toBase64url(bytes)],
  entries: operations.map(({ entry }) => entryToJson(entry)),
});

/** Open rooms of an owner, as many as asked for, and a closed one. */
const fill = async (tracker: TestTracker, of: IdentityKey, open: number): Promise<void> => {
  await tracker.running.close();
  const { queries: db } = await openDatabase(join(tracker.data, 'tracker.db'));
  const same = { name: '', owner: of, owner_name: 'Ana', policy: 'open', capacity: 50, ops: 1, fold: null } as const;
  const rows = Array.from({ length: open + 1 }, (_, i) => {
    return { ...same, room: asHex<RoomKey>(i.toString(16).padStart(64, '0')), closed: i === open ? 1 : 0 };
  });
  // at once: hundreds of commits take a slow disk half a minute
  await db.insertInto('room').values(rows).execute();
  await closeDatabase(db);
  await tracker.restart();
};

it('one owner has so many open rooms and no more, by whatever way they come', async () => {
  await using tracker = await TestTracker.start();
  await tracker.registered(ana);
  const b = testPerson(52, 'Bia').device(1);
  await tracker.registered(b);
  await fill(tracker, owner, trackerLimits.roomsPerOwner - 1);
  const [client, other] = [await tracker.signedIn(ana), await tracker.signedIn(b)];
  const [last, more, closed] = [1, 2, 3].map((n) => new TestGroup(ana, { name: `Room ${n}` })) as [
    TestGroup,
    TestGroup,
    TestGroup,
  ];
  const genesis = { entry: entryToJson(last.genesis.entry) };
  expect(await client.request('CREATE_ROOM', genesis)).toMatchObject({ status: 'OK' });
  const tooLarge = { code: 'TOO_LARGE' };
  expect(await client.request('CREATE_ROOM', { entry: entryToJson(more.genesis.entry) })).toMatchObject(tooLarge);
  expect(await other.request('PUT_OPS', put(more))).toMatchObject(tooLarge);
  // what is there already, what is closed, and what is another's
  expect(await client.request('CREATE_ROOM', genesis)).toMatchObject({ status: 'OK' });
  closed.write(ana, { kind: 'CLOSE' });
  expect(await other.request('PUT_OPS', put(closed))).toMatchObject({ status: 'OK' });
  const hers = { entry: entryToJson(new TestGroup(b, { name: 'Hers' }).genesis.entry) };
  expect(await other.request('CREATE_ROOM', hers)).toMatchObject({ status: 'OK' });
  // one closed makes place for another
  const close = last.write(ana, { kind: 'CLOSE' });
  await client.request('DELETE_ROOM', { roomId: last.room, entries: [entryToJson(close.entry)] });
  expect(await client.request('CREATE_ROOM', { entry: entryToJson(more.genesis.entry) })).toMatchObject({
    status: 'OK',
  });
});
