import { describe, expect, it } from 'vitest';
import { toBase64url } from '../../common/base/index.ts';
import { entryToJson } from '../../common/log/index.ts';
import type { Operation } from '../../common/membership/index.ts';
import { logKey } from '../../common/model/index.ts';
import { remove } from '../support/membership.ts';
import { testPerson, type TestDevice } from '../support/people.ts';
import { TestGroup } from '../support/test-group.ts';
import { certificatesIn, type RawClient, type RawReply } from '../support/tracker-client-raw.ts';
import { TestTracker } from '../support/tracker-fixture.ts';

const [ana, bia, caio] = ['Ana', 'Bia', 'Caio'].map((name, i) => testPerson(11 + i, name).device(1)) as [
  TestDevice,
  TestDevice,
  TestDevice,
];
const texts = (...operations: readonly Operation[]): string[] => operations.map(({ entry }) => entryToJson(entry));
const certs = (...devices: readonly TestDevice[]): string[] =>
  devices.map(({ certificate }) => toBase64url(certificate.bytes));
const create = (client: RawClient, group: TestGroup): Promise<RawReply> =>
  client.request('CREATE_ROOM', { entry: entryToJson(group.genesis.entry) });
const send = (client: RawClient, cmd: string, group: TestGroup, ...operations: Operation[]): Promise<RawReply> =>
  client.request(cmd, { roomId: group.room, entries: texts(...operations) });

const own = ({ certificate }: TestDevice): object => ({ own: certificate.own });

/** As Bia may certify any device whose key she has. */
describe('rooms', () => {
  it('are created, listed, joined, left and closed, and everybody concerned hears of it', async () => {
    await using tracker = await TestTracker.start();
    const [a, b, c] = [await tracker.registered(ana), await tracker.registered(bia), await tracker.registered(caio)];
    const group = new TestGroup(ana);
    const summary = { roomId: group.room, name: 'general', online: 1, total: 1, capacity: 50, listed: true };
    expect(await create(a, group)).toMatchObject({ status: 'OK', room: { ...summary, ops: 1 } });
    expect((await b.push('ROOM_UPDATE')).room).toMatchObject(summary);
    expect(await b.request('LIST_ROOMS', { query: 'GENE' })).toMatchObject({ rooms: [summary] });
    expect(await b.request('LIST_ROOMS', { query: 'other' })).toMatchObject({ rooms: [] });
    expect(await b.request('LIST_ROOMS', { query: 'general' })).toMatchObject({ rooms: [summary] });

    const join = group.write(bia, { kind: 'JOIN' });
    const joined = await send(b, 'JOIN_ROOM', group, join);
    expect(joined).toMatchObject({ status: 'OK', room: { ops: 2, total: 2 }, entries: texts(group.genesis, join) });
    expect(certificatesIn(joined)).toMatchObject([ana, bia].map(own));
    const told = await a.push('ROOM_UPDATE', ({ room }) => room.total === 2);
    expect(told.entries).toEqual(texts(join));
    expect(certificatesIn(told)).toMatchObject([own(bia)]);
    expect((await c.push('ROOM_UPDATE', ({ room }) => room.total === 2)).entries).toBeUndefined();
    expect(await b.request('LIST_ROOMS', { mine: true })).toMatchObject({
      rooms: [{ roomId: group.room, members: [{ user: 'Ana', presence: 'online' }, { user: 'Bia' }] }],
    });
    expect(await c.request('LIST_PEERS')).toMatchObject({
      peers: [{ room: { name: 'general' } }, {}, { user: 'Caio' }],
    });

    expect(await send(b, 'LEAVE_ROOM', group, group.write(bia, { kind: 'LEAVE' }))).toMatchObject({ status: 'OK' });
    await a.push('ROOM_UPDATE', ({ room }) => 'ops' in room && room.ops === 3 && room.total === 1);
    expect(await send(a, 'DELETE_ROOM', group, group.write(ana, { kind: 'CLOSE' }))).toMatchObject({ status: 'OK' });
    await c.push('ROOM_UPDATE', ({ room }) => room.deleted === true);
    expect(await c.request('LIST_ROOMS')).toMatchObject({ rooms: [] });
    // its owner still sees it among his, for those of his devices that were away
    expect(await a.request('LIST_ROOMS', { mine: true })).toMatchObject({ rooms: [{ deleted: true }] });
    expect(await send(c, 'JOIN_ROOM', group, group.write(caio, { kind: 'JOIN' }))).toMatchObject({
      code: 'ROOM_CLOSED',
    });
  });

  it('take the same bytes twice', async () => {
    await using tracker = await TestTracker.start();
    const [a, b] = [await tracker.registered(ana), await tracker.registered(bia)];
    const group = new TestGroup(ana);
    const join = group.write(bia, { kind: 'JOIN' });
    const leave = group.write(bia, { kind: 'LEAVE' });
    for (const _ of [1, 2]) expect(await create(a, group)).toMatchObject({ status: 'OK', room: { ops: 1 } });
    for (const _ of [1, 2]) expect(await send(b, 'JOIN_ROOM', group, join)).toMatchObject({ status: 'OK' });
    for (const _ of [1, 2]) expect(await send(b, 'LEAVE_ROOM', group, join, leave)).toMatchObject({ status: 'OK' });
    expect(await send(b, 'JOIN_ROOM', group, join)).toMatchObject({ status: 'OK', room: { ops: 3 } });
    const close = group.write(ana, { kind: 'CLOSE' });
    for (const _ of [1, 2]) expect(await send(a, 'DELETE_ROOM', group, close)).toMatchObject({ status: 'OK' });
    expect(a.pushes.filter(({ status }) => status === 'ROOM_UPDATE')).toHaveLength(4);
  });

  it('have names of their own, which a closed one gives back', async () => {
    await using tracker = await TestTracker.start();
    const [a, b] = [await tracker.registered(ana), await tracker.registered(bia)];
    const first = new TestGroup(ana, { name: 'Team' });
    const second = new TestGroup(bia, { name: 'TEAM' });
    expect(await create(a, first)).toMatchObject({ status: 'OK' });
    expect(await create(b, second)).toMatchObject({ code: 'ROOM_EXISTS' });
    const put = { roomId: second.room, certs: certs(bia), entries: texts(second.genesis) };
    expect(await b.request('PUT_OPS', put)).toMatchObject({ code: 'ROOM_EXISTS' });
    expect(await b.request('ROOM_OPS', { roomId: second.room })).toMatchObject({ code: 'ROOM_UNKNOWN' });
    await send(a, 'DELETE_ROOM', first, first.write(ana, { kind: 'CLOSE' }));
    expect(await create(b, second)).toMatchObject({ status: 'OK' });
    expect(await create(a, new TestGroup(ana, { name: ' x' }))).toMatchObject({ code: 'NAME_INVALID' });
  });

  it('refuse what evaluation refuses, by name', async () => {
    await using tracker = await TestTracker.start();
    const [a, b, c] = [await tracker.registered(ana), await tracker.registered(bia), await tracker.registered(caio)];
    const small = new TestGroup(ana, { capacity: 2 });
    await create(a, small);
    expect(await send(c, 'LEAVE_ROOM', small, small.write(caio, { kind: 'LEAVE' }))).toMatchObject({
      code: 'NOT_MEMBER',
    });
    await send(b, 'JOIN_ROOM', small, small.write(bia, { kind: 'JOIN' }));
    const wait = small.write(caio, { kind: 'JOIN' });
    expect(await send(c, 'JOIN_ROOM', small, wait)).toMatchObject({ code: 'ROOM_FULL' });
    expect(await send(b, 'DELETE_ROOM', small, small.write(bia, { kind: 'CLOSE' }))).toMatchObject({
      code: 'NOT_OWNER',
    });
    const ownerLeaves = small.write(ana, { kind: 'LEAVE' });
    expect(await send(a, 'LEAVE_ROOM', small, ownerLeaves)).toMatchObject({ code: 'OWNER_CANNOT_LEAVE' });
    // a place becomes free: whoever waits moves up
    await send(b, 'LEAVE_ROOM', small, small.write(bia, { kind: 'LEAVE' }));
    await c.push('ROOM_UPDATE', ({ room }) => 'members' in room && room.members.some(({ user }) => user === 'Caio'));

    const removal = small.write(ana, remove(caio.certificate));
    await a.request('PUT_OPS', { roomId: small.room, certs: [], entries: texts(removal) });
    expect(await send(c, 'JOIN_ROOM', small, small.write(caio, { kind: 'JOIN' }))).toMatchObject({ code: 'BANNED' });

    const closed = new TestGroup(bia, { policy: 'invite', name: 'closed' });
    await create(b, closed);
    const uninvited = closed.write(caio, { kind: 'JOIN' });
    expect(await send(c, 'JOIN_ROOM', closed, uninvited)).toMatchObject({ code: 'INVITE_INVALID' });
  });

  it('let nobody write for another, and store nothing of what does not hold', async () => {
    await using tracker = await TestTracker.start();
    const [a, b] = [await tracker.registered(ana), await tracker.registered(bia)];
    const group = new TestGroup(ana);
    const bad = { code: 'BAD_OPERATION' };
    expect(await create(b, group)).toMatchObject(bad);
    expect(await create(a, group)).toMatchObject({ status: 'OK' });
    const close = group.write(ana, { kind: 'CLOSE' });
    expect(await send(b, 'DELETE_ROOM', group, close)).toMatchObject(bad);
    // a missing `after`, then a gap
    const have = { [logKey(group.genesis.entry)]: 1 };
    const blind = group.write(bia, { kind: 'JOIN' });
    expect(await send(b, 'JOIN_ROOM', group, blind)).toMatchObject({ ...bad, have });
    const next = group.write(bia, { kind: 'JOIN' }, [group.genesis.entry.id]);
    expect(await send(b, 'JOIN_ROOM', group, next)).toMatchObject({ ...bad, have });
    expect(await send(b, 'LEAVE_ROOM', group, next)).toMatchObject(bad);
    const flipped = entryToJson(blind.entry).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const wrong = { roomId: group.room, entries: [flipped] };
    expect(await b.request('JOIN_ROOM', wrong)).toMatchObject(bad);
    expect(await b.request('ROOM_OPS', { roomId: group.room })).toMatchObject({ entries: texts(group.genesis) });
    // what is missing put there first, the same bytes hold
    expect(await b.request('PUT_OPS', { roomId: group.room, certs: certs(ana), entries: texts(close) })).toMatchObject({
      status: 'OK',
      have: { [logKey(group.genesis.entry)]: 2 },
    });
    expect(await send(b, 'JOIN_ROOM', group, blind)).toMatchObject({ code: 'ROOM_CLOSED' });
    const unknown = { roomId: 'ab'.repeat(32), entries: texts(blind) };
    expect(await b.request('JOIN_ROOM', unknown)).toMatchObject({ code: 'ROOM_UNKNOWN' });
  });

  it('know a registered device by its own certificate, whatever else is offered', async () => {
    await using tracker = await TestTracker.start();
    const [a, b] = [await tracker.registered(ana), await tracker.registered(bia)];
    await tracker.registered(caio);
    const group = new TestGroup(ana);
    await create(a, group);
    const entries = texts(group.write(caio, { kind: 'JOIN' }));
    await b.request('PUT_OPS', { roomId: group.room, certs: certs(testPerson(12, 'Bia').share(caio)), entries });
    expect(await a.request('LIST_ROOMS', { mine: true })).toMatchObject({
      rooms: [{ members: [{ user: 'Ana' }, { user: 'Caio' }] }],
    });
  });

  it('know two accounts with one device key apart, whichever comes first', async () => {
    await using tracker = await TestTracker.start();
    const [a, b] = [await tracker.registered(ana), await tracker.registered(bia)];
    const c = await tracker.registered(caio);
    const asBia = testPerson(12, 'Bia').share(caio);
    const group = new TestGroup(ana);
    await create(a, group);
    const put = (as: TestDevice, ...operations: readonly Operation[]): Promise<unknown> =>
      b.request('PUT_OPS', { roomId: group.room, certs: certs(as), entries: texts(...operations) });
    const members = async (): Promise<unknown> => (await a.request('LIST_ROOMS', { mine: true }))['rooms'];
    const join = group.write(caio, { kind: 'JOIN' });
    expect(await put(asBia, group.write(asBia, { kind: 'JOIN' }, [group.genesis.entry.id]))).toMatchObject({
      status: 'OK',
    });
    expect(await put(caio, join)).toMatchObject({ status: 'OK' });
    expect(await members()).toMatchObject([{ members: [{ user: 'Ana' }, { user: 'Bia' }, { user: 'Caio' }] }]);
    // who is signed in is the one and not the other
    const leave = group.write(asBia, { kind: 'LEAVE' });
    expect(await send(c, 'LEAVE_ROOM', group, leave)).toMatchObject({ code: 'BAD_OPERATION' });
    expect(await put(asBia, leave)).toMatchObject({ status: 'OK' });
    expect(await members()).toMatchObject([{ members: [{ user: 'Ana' }, { user: 'Caio' }] }]);
    await tracker.restart();
    const again = await tracker.signedIn(ana);
    expect(await again.request('LIST_ROOMS', { mine: true })).toMatchObject({
      rooms: [{ members: [{ user: 'Ana' }, { user: 'Caio' }] }],
    });
  });

  it('give their logs in pages, and take them back whole', async () => {
    await using tracker = await TestTracker.start();
    const [a, b] = [await tracker.registered(ana), await tracker.registered(bia)];
    const group = new TestGroup(ana);
    const filler = Array.from({ length: 99 }, () => group.write(ana, remove(bia.certificate)));
    await create(a, group);
    for (let i = 0; i < filler.length; i += 40)
      await a.request('PUT_OPS', { roomId: group.room, certs: [], entries: texts(...filler.slice(i, i + 40)) });
    const first = await b.request('ROOM_OPS', { roomId: group.room });
    const rest = await b.request('ROOM_OPS', { roomId: group.room, page: first['next'] });
    expect([first['entries'], rest['entries']].flat().join()).toBe(texts(group.genesis, ...filler).join());
    expect(rest['next']).toBeUndefined();
    const have = { [logKey(group.genesis.entry)]: 99 };
    expect(await b.request('ROOM_OPS', { roomId: group.room, have })).toMatchObject({
      entries: texts(...filler.slice(98)),
    });
    const one = entryToJson(group.genesis.entry);
    const huge = Array.from({ length: Math.ceil((66 * 1024) / one.length) }, () => one);
    const tooLarge = { roomId: group.room, certs: [], entries: huge };
    expect(await b.request('PUT_OPS', tooLarge)).toMatchObject({ code: 'TOO_LARGE' });
    expect(await b.request('ROOM_OPS', { roomId: group.room, page: 'x' })).toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('are still there after a restart, as are those in them', async () => {
    await using tracker = await TestTracker.start();
    const [a, b] = [await tracker.registered(ana), await tracker.registered(bia)];
    const group = new TestGroup(ana);
    await create(a, group);
    await send(b, 'JOIN_ROOM', group, group.write(bia, { kind: 'JOIN' }));
    const restart = tracker.restart();
    await a.push('RESTARTING');
    expect(await a.closed).toBe(1012);
    await restart;
    const again = await tracker.signedIn(ana);
    expect(await again.request('LIST_ROOMS', { mine: true })).toMatchObject({
      rooms: [{ ops: 2, online: 1, total: 2, members: [{ user: 'Ana' }, { user: 'Bia', presence: 'offline' }] }],
    });
    expect(await again.request('ROOM_OPS', { roomId: group.room })).toMatchObject({
      entries: texts(...group.operations),
    });
  });
});
