import { describe, expect, it } from 'vitest';
import { toBase64url } from '../../common/base/index.ts';
import { encodeCertificate, encodeNameRecord, entryToJson } from '../../common/log/index.ts';
import { testCrypto } from '../support/crypto.ts';
import { add } from '../support/membership.ts';
import { testPerson } from '../support/people.ts';
import { TestGroup } from '../support/test-group.ts';
import { testTracker, TestTrackerKeys } from '../support/tracker-keys.ts';
import { password, TestTracker } from '../support/tracker-fixture.ts';

const [ana, bia, caio] = ['Ana', 'Bia', 'Caio'].map((name, i) => testPerson(11 + i, name).device(1)) as [
  ReturnType<ReturnType<typeof testPerson>['device']>,
  ReturnType<ReturnType<typeof testPerson>['device']>,
  ReturnType<ReturnType<typeof testPerson>['device']>,
];

describe('names', () => {
  it('that this tracker never vouched for come to nothing', async () => {
    await using tracker = await TestTracker.start();
    const [a, b] = [await tracker.registered(ana), await tracker.registered(bia)];
    const group = new TestGroup(ana);
    await a.request('CREATE_ROOM', { entry: entryToJson(group.genesis.entry) });
    const stranger = testPerson(99, 'Bia').device(1);
    const { identity, own } = stranger.certificate;
    const elsewhere = new TestTrackerKeys(testCrypto(7)).nameRecord(identity, 'Bia');
    const forged = new TestTrackerKeys(testCrypto(7), testTracker.opaqueKey);
    const claimed = encodeNameRecord(
      { tracker: testTracker.id, identity, made: 1, username: 'Bia' },
      forged.crypto.sign,
    );
    const join = group.write(stranger, { kind: 'JOIN' });
    for (const record of [elsewhere, claimed]) {
      const certificate = toBase64url(encodeCertificate(record, own.bytes));
      const put = { roomId: group.room, certs: [certificate], entries: [entryToJson(join.entry)] };
      expect(await b.request('PUT_OPS', put)).toMatchObject({ code: 'BAD_OPERATION' });
    }
    expect(await a.request('LIST_ROOMS', { mine: true })).toMatchObject({ rooms: [{ total: 1, ops: 1 }] });
  });

  it('that an owner writes in an ADD are nobody’s; a record of this tracker is whose it says, and keeps the name', async () => {
    await using tracker = await TestTracker.start();
    const a = await tracker.registered(ana);
    const group = new TestGroup(ana);
    await a.request('CREATE_ROOM', { entry: entryToJson(group.genesis.entry) });
    const { identity } = testPerson(99, 'Mallory');
    const fields = { tracker: testTracker.id, identity, made: 1, username: 'Bia' };
    const forged = group.write(ana, { kind: 'ADD', record: toBase64url(encodeNameRecord(fields, ana.crypto.sign)) });
    // vouched for before this tracker was restored from a copy in which he was not
    const addition = group.write(ana, add(caio.certificate));
    const entries = [forged, addition].map(({ entry }) => entryToJson(entry));
    expect(await a.request('PUT_OPS', { roomId: group.room, certs: [], entries })).toMatchObject({ status: 'OK' });
    const rooms = { rooms: [{ total: 2, members: [{ user: 'Ana' }, { user: 'Caio' }] }] };
    expect(await a.request('LIST_ROOMS', { mine: true })).toMatchObject(rooms);
    await tracker.restart();
    expect(await (await tracker.signedIn(ana)).request('LIST_ROOMS', { mine: true })).toMatchObject(rooms);
    const other = testPerson(98, 'CAIO').device(1);
    expect(await (await tracker.client()).register(other, password)).toMatchObject({ code: 'NAME_TAKEN' });
    expect(await tracker.registered(bia)).toBeDefined();
  });

  it('of members whose account is lost stay theirs', async () => {
    await using tracker = await TestTracker.start();
    const a = await tracker.registered(ana);
    const group = new TestGroup(ana);
    await a.request('CREATE_ROOM', { entry: entryToJson(group.genesis.entry) });
    // vouched for by this tracker, before it was restored from a copy in which he was not
    const { entry } = group.write(caio, { kind: 'JOIN' });
    const put = { roomId: group.room, certs: [toBase64url(caio.certificate.bytes)], entries: [entryToJson(entry)] };
    expect(await a.request('PUT_OPS', put)).toMatchObject({ status: 'OK' });
    const other = testPerson(98, 'CAIO').device(1);
    expect(await (await tracker.client()).register(other, password)).toMatchObject({ code: 'NAME_TAKEN' });
  });
});
