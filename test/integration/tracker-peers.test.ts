import { describe, expect, it } from 'vitest';
import { toBase64url } from '../../common/base/index.ts';
import type { PeerInfo } from '../../common/protocol/tracker/index.ts';
import { encodeAddressRecord, entryToJson } from '../../common/log/index.ts';
import { nodeClock } from '../../tracker-server/src/node-clock.ts';
import { testPerson, type TestDevice } from '../support/people.ts';
import { TestGroup } from '../support/test-group.ts';
import { certificatesIn } from '../support/tracker-client-raw.ts';
import { TestTracker } from '../support/tracker-fixture.ts';

const [ana, bia, caio] = ['Ana', 'Bia', 'Caio'].map((name, i) => testPerson(21 + i, name)) as [
  ReturnType<typeof testPerson>,
  ReturnType<typeof testPerson>,
  ReturnType<typeof testPerson>,
];
const hour = 3_600_000;
const recordOf = ({ certificate, crypto }: TestDevice, made = Date.now(), lifetime = 24 * hour): string => {
  const fields = { device: certificate.device, made, expires: made + lifetime, addresses: ['127.0.0.1:4000'] };
  return toBase64url(encodeAddressRecord(fields, crypto.sign));
};

describe('people', () => {
  it('are listed with their presence, found by name or identity, and their goings are told', async () => {
    await using tracker = await TestTracker.start();
    const a = await tracker.registered(ana.device(1));
    const b = await tracker.registered(bia.device(1));
    const here = { user: 'Bia', identity: bia.identity, presence: 'online' };
    expect((await a.push('PEER_UPDATE', ({ peers }) => peers.some(({ user }) => user === 'Bia'))).peers).toMatchObject(
      expect.arrayContaining([expect.objectContaining(here)]),
    );
    expect(await a.request('LIST_PEERS')).toMatchObject({ status: 'OK', peers: [{ user: 'Ana' }, here] });
    for (const by of [{ user: 'BIA' }, { identity: bia.identity }]) {
      const reply = await a.request('LOOKUP', by);
      const { device } = bia.device(1).certificate;
      expect(reply).toMatchObject({ peer: { ...here, devices: [{ device, online: true }] } });
      expect(certificatesIn(reply)).toMatchObject([{ device, username: 'Bia', own: bia.device(1).certificate.own }]);
    }
    expect(await a.request('LOOKUP', { user: 'Caio' })).toMatchObject({ code: 'USER_UNKNOWN' });
    expect(await a.request('LOOKUP', { identity: caio.identity })).toMatchObject({ code: 'USER_UNKNOWN' });
    expect(await a.request('LOOKUP', {})).toMatchObject({ code: 'BAD_REQUEST' });

    b.socket.terminate();
    await a.push('PEER_UPDATE', ({ peers }) =>
      peers.some((peer) => peer.user === 'Bia' && peer.presence === 'offline'),
    );
    expect(await a.request('LIST_PEERS')).toMatchObject({ peers: [{}, { ...here, presence: 'offline' }] });
  });

  it('say where they are, to everybody who asks and unasked to those who share a room', async () => {
    await using tracker = await TestTracker.start();
    const [deviceA, deviceB] = [ana.device(1), bia.device(1)];
    const [a, b] = [await tracker.registered(deviceA), await tracker.registered(deviceB)];
    const c = await tracker.registered(caio.device(1));
    const group = new TestGroup(deviceA);
    await a.request('CREATE_ROOM', { entry: entryToJson(group.genesis.entry) });
    const join = group.write(deviceB, { kind: 'JOIN' });
    await b.request('JOIN_ROOM', { roomId: group.room, entries: [entryToJson(join.entry)] });

    const record = recordOf(deviceB);
    expect(await b.request('ANNOUNCE', { record })).toEqual({ id: 4, status: 'OK', observed: '127.0.0.1' });
    // joining and announcing may be told together or one after the other
    const told = async (client: typeof a, enough: (bia: PeerInfo) => boolean): Promise<unknown> => {
      const isIt = (peer: PeerInfo): boolean => peer.user === 'Bia' && enough(peer);
      const { peers } = await client.push('PEER_UPDATE', (push) => push.peers.some(isIt));
      return peers.find(isIt);
    };
    expect(await told(a, ({ devices }) => devices?.[0]?.record !== undefined)).toMatchObject({
      devices: [{ record, observed: '127.0.0.1', online: true }],
    });
    expect(await told(c, ({ room }) => room !== undefined)).not.toHaveProperty('devices');
    expect(await c.request('LOOKUP', { user: 'Bia' })).toMatchObject({ peer: { devices: [{ record }] } });
    expect(await a.request('LIST_ROOMS', { mine: true })).toMatchObject({
      rooms: [{ members: [{}, { devices: [{ record }] }] }],
    });

    const bad = { code: 'BAD_OPERATION' };
    expect(await a.request('ANNOUNCE', { record })).toMatchObject(bad);
    expect(await b.request('ANNOUNCE', { record: recordOf(deviceB, Date.now(), 24 * hour + 1) })).toMatchObject(bad);
    expect(await b.request('ANNOUNCE', { record: recordOf({ ...deviceB, crypto: deviceA.crypto }) })).toMatchObject(
      bad,
    );
  });

  it('say where they are whatever time it is here, and it holds as long as they say from then on', async () => {
    let passed = 0;
    const clock = { ...nodeClock, wall: () => Date.now() + 48 * hour, mono: () => performance.now() + passed };
    await using tracker = await TestTracker.start({ clock });
    const [deviceA, deviceB] = [ana.device(1), bia.device(1)];
    const [a, b] = [await tracker.registered(deviceA), await tracker.registered(deviceB)];
    const record = recordOf(deviceB);
    expect(await b.request('ANNOUNCE', { record })).toMatchObject({ status: 'OK' });
    const seen = { devices: [{ record }] };
    expect(await a.request('LOOKUP', { user: 'Bia' })).toMatchObject({ peer: seen });
    passed = 23 * hour;
    expect(await a.request('LOOKUP', { user: 'Bia' })).toMatchObject({ peer: seen });
    passed = 24 * hour;
    expect(await a.request('LOOKUP', { user: 'Bia' })).not.toMatchObject({ peer: seen });
    // renewed by a clock that was set back
    const renewed = recordOf(deviceB, Date.now() - 100 * hour);
    expect(await b.request('ANNOUNCE', { record: renewed })).toMatchObject({ status: 'OK' });
    expect(await a.request('LOOKUP', { user: 'Bia' })).toMatchObject({ peer: { devices: [{ record: renewed }] } });
  });

  it('are told with one push for several changes at a time', async () => {
    await using tracker = await TestTracker.start();
    const a = await tracker.registered(ana.device(1));
    await a.push('PEER_UPDATE');
    const b = await tracker.registered(bia.device(1));
    for (let i = 0; i < 5; i++) await b.request('ANNOUNCE', { record: recordOf(bia.device(1)) });
    await a.push('PEER_UPDATE', ({ peers }) => peers.some(({ user }) => user === 'Bia'));
    expect(a.pushes.filter(({ status }) => status === 'PEER_UPDATE')).toHaveLength(2);
  });
});
