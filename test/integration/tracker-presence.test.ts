import { expect, it } from 'vitest';
import { toBase64url } from '../../common/base/index.ts';
import { encodeAddressRecord, entryToJson } from '../../common/log/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { nodeClock } from '../../tracker-server/src/node-clock.ts';
import { testPerson, type TestDevice } from '../support/people.ts';
import { TestGroup } from '../support/test-group.ts';
import type { RawClient, RawReply } from '../support/tracker-client-raw.ts';
import { TestTracker } from '../support/tracker-fixture.ts';

const [ana, bia, caio] = ['Ana', 'Bia', 'Caio'].map((name, i) => testPerson(41 + i, name)) as [
  ReturnType<typeof testPerson>,
  ReturnType<typeof testPerson>,
  ReturnType<typeof testPerson>,
];
const deviceB = bia.device(1);
const made = nodeClock.wall();
const record = ({ certificate: { device }, crypto }: TestDevice): string => {
  const fields = { device, made, expires: made + 3_600_000, addresses: ['10.1.1.1:4000'] };
  return toBase64url(encodeAddressRecord(fields, crypto.sign));
};
const be = (client: RawClient, presence: string): Promise<RawReply> => client.request('SET_PRESENCE', { presence });
const told = (client: RawClient, presence: string): Promise<unknown> =>
  client.push('PEER_UPDATE', ({ peers }) => peers.some((peer) => peer.user === 'Bia' && peer.presence === presence));
/** What a client reads when it asks. */
const presenceFor = async (client: RawClient): Promise<unknown> =>
  ((await client.request('LOOKUP', { user: 'Bia' }))['peer'] as { presence: string }).presence;
/** All that was said of Bia without being asked. */
const heard = (client: RawClient): readonly string[] =>
  client.pushes.flatMap((push) =>
    push.status === 'PEER_UPDATE' ? push.peers.filter(({ user }) => user === 'Bia').map((peer) => peer.presence) : [],
  );

interface Scene {
  readonly a: RawClient;
  readonly b: RawClient;
  readonly c: RawClient;
  readonly group: TestGroup;
}

/** Ana and Bia share a room, Caio is not in it; Bia has said where she is. */
const scene = async (tracker: TestTracker): Promise<Scene> => {
  const a = await tracker.registered(ana.device(1));
  const [b, c] = [await tracker.registered(deviceB), await tracker.registered(caio.device(1))];
  const group = new TestGroup(ana.device(1));
  await a.request('CREATE_ROOM', { entry: entryToJson(group.genesis.entry) });
  const join = group.write(deviceB, { kind: 'JOIN' });
  await b.request('JOIN_ROOM', { roomId: group.room, entries: [entryToJson(join.entry)] });
  await b.request('ANNOUNCE', { record: record(deviceB) });
  return { a, b, c, group };
};

it.each(['away', 'dnd'])('%s is told to everybody, and again to whoever asks', async (presence) => {
  await using tracker = await TestTracker.start();
  const { a, b, c } = await scene(tracker);
  expect(await be(b, presence)).toEqual({ id: 5, status: 'OK' });
  for (const each of [a, b, c]) await told(each, presence);
  expect(await c.request('LIST_PEERS')).toMatchObject({ peers: [{}, { user: 'Bia', presence }, {}] });
  expect(await c.request('LOOKUP', { user: 'Bia' })).toMatchObject({
    peer: { presence, devices: [{ online: true, record: record(deviceB) }] },
  });
  expect(await a.request('LIST_ROOMS', { mine: true })).toMatchObject({
    rooms: [{ online: 2, members: [{}, { presence }] }],
  });
});

it('invisible looks like offline to everybody else, everywhere', async () => {
  await using tracker = await TestTracker.start();
  const { a, b, c, group } = await scene(tracker);
  await told(a, 'online');
  await told(c, 'online');
  await be(b, 'invisible');
  await told(a, 'offline');
  await told(c, 'offline');
  await told(b, 'invisible');

  const bare = { device: deviceB.certificate.device, online: false, lastSeen: expect.any(Number) as number };
  const hidden = { user: 'Bia', presence: 'offline' };
  for (const each of [a, c]) {
    expect(await each.request('LIST_PEERS')).toMatchObject({ peers: [{}, hidden, {}] });
    const { peer } = (await each.request('LOOKUP', { user: 'Bia' })) as unknown as { peer: { devices: unknown } };
    expect(peer).toMatchObject(hidden);
    expect(peer.devices).toEqual([bare]);
    expect(await each.request('LIST_ROOMS')).toMatchObject({ rooms: [{ online: 1, total: 2 }] });
  }
  const members = [
    { user: 'Ana', presence: 'online' },
    { ...hidden, devices: [bare] },
  ];
  expect(await a.request('LIST_ROOMS', { mine: true })).toMatchObject({ rooms: [{ online: 1, members }] });
  await a.request('PUT_OPS', {
    roomId: group.room,
    certs: [toBase64url(caio.device(1).certificate.bytes)],
    entries: [entryToJson(group.write(caio.device(1), { kind: 'JOIN' }).entry)],
  });
  const { room } = await a.push('ROOM_UPDATE', ({ room: { total } }) => total === 3);
  expect(room).toMatchObject({ online: 2, members: [...members, { user: 'Caio' }] });
  expect('members' in room && room.members[1]?.devices).toEqual([bare]);

  // she herself sees how it is
  const whole = { presence: 'invisible', devices: [{ online: true, record: record(deviceB) }] };
  expect((await b.push('ROOM_UPDATE', ({ room: { total } }) => total === 3)).room).toMatchObject({
    online: 3,
    members: [{}, whole, {}],
  });
  expect(await b.request('LIST_PEERS')).toMatchObject({ peers: [{}, { presence: 'invisible' }, {}] });
  expect(await b.request('LOOKUP', { user: 'Bia' })).toMatchObject({ peer: whole });
  expect(await b.request('LIST_ROOMS', { mine: true })).toMatchObject({
    rooms: [{ online: 3, members: [{}, whole, {}] }],
  });
  expect(await b.request('LIST_ROOMS')).toMatchObject({ rooms: [{ online: 3 }] });
});

it('the offline have no addresses either, so that nobody can tell the invisible from them', async () => {
  await using tracker = await TestTracker.start();
  const { a, b } = await scene(tracker);
  await told(a, 'online');
  b.socket.terminate();
  await told(a, 'offline');
  const { peer } = (await a.request('LOOKUP', { user: 'Bia' })) as unknown as { peer: { devices: object[] } };
  expect(Object.keys(peer.devices[0] ?? {})).toEqual(['device', 'online', 'lastSeen']);
});

it('what an invisible user does is no sign of life: signing in, announcing, going', async () => {
  const clock = new ManualClock();
  await using tracker = await TestTracker.start({ clock });
  const { a, b, c } = await scene(tracker);
  const pass = async (): Promise<void> => {
    clock.advance(trackerLimits.gatherPeers);
    // the push precedes this answer
    for (const each of [a, c]) await each.request('LIST_PEERS');
  };
  await pass();
  await told(a, 'online');
  await be(b, 'invisible');
  clock.advance(trackerLimits.gatherPeers);
  await told(a, 'offline');
  const seen = async (): Promise<unknown> => (await a.request('LOOKUP', { user: 'Bia' }))['peer'];
  const before = await seen();
  const said = [a, c].map((each) => heard(each).length);

  clock.advance(5000);
  await b.request('ANNOUNCE', { record: record(deviceB) });
  await pass();
  const second = await tracker.client();
  // said before signing in: not even a moment is seen
  expect(await be(second, 'invisible')).toMatchObject({ status: 'OK' });
  expect(await second.auth(deviceB)).toMatchObject({ status: 'OK' });
  await b.closed;
  await pass();
  await told(second, 'invisible');
  await second.request('LOGOUT');
  await second.closed;
  // the tracker notices a moment after we do
  for (let i = 0; i < 5; i++) await pass();
  expect(await seen()).toEqual(before);
  expect([a, c].map((each) => heard(each).length)).toEqual(said);

  const third = await tracker.signedIn(deviceB);
  clock.advance(trackerLimits.gatherPeers);
  await told(third, 'online');
  expect(await seen()).not.toEqual(before);
});

it('belongs to a session, and one that is invisible hides all', async () => {
  await using tracker = await TestTracker.start();
  const { a, b } = await scene(tracker);
  const other = bia.device(2);
  const second = await tracker.client();
  await second.prove('Bia', 'correct horse battery');
  expect(await second.enter(other)).toMatchObject({ status: 'OK' });
  await be(b, 'away');
  expect(await presenceFor(a)).toBe('online');
  await be(second, 'dnd');
  expect(await presenceFor(a)).toBe('dnd');
  await be(b, 'invisible');
  expect(await presenceFor(a)).toBe('offline');
  expect(await presenceFor(second)).toBe('invisible');
  await b.request('LOGOUT');
  await b.closed;
  await told(a, 'dnd');
  expect(await presenceFor(await tracker.signedIn(deviceB))).toBe('dnd');
});

it('counts against the rate like any request', async () => {
  await using tracker = await TestTracker.start({ clock: new ManualClock() });
  const client = await tracker.client();
  const replies = await Promise.all(Array.from({ length: 101 }, () => be(client, 'away')));
  expect(replies.map(({ code }) => code).filter((code) => code !== undefined)).toEqual(['RATE_LIMITED']);
  expect(await tracker.client().then((one) => be(one, 'offline'))).toMatchObject({ code: 'BAD_REQUEST' });
});
