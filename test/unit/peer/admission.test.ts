import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LinkVerdict } from '../../../common/model/index.ts';
import { defaultConfig, Peer } from '../../../src/peer/index.ts';
import { RawDialler } from '../../support/sim/raw-link.ts';
import { World, type Inhabitant, type SimHost } from '../../support/world.ts';

const sockets = 40;
let world: World;
let host: SimHost;
let bia: Inhabitant;
let peer: Peer;
let verdict: (username: string) => LinkVerdict;

beforeEach(() => {
  world = new World(1, { network: { loss: 0, latency: [1, 5] } });
  host = world.host('Bia');
  bia = world.person('Bia');
  verdict = () => 'known';
  world.start(host, bia, (env) => {
    peer = new Peer(
      env,
      { me: bia.certificate, authority: world.tracker, listen: { port: 7000 }, limits: { sockets } },
      {
        authorize: ({ username }) => verdict(username),
        onUse: () => {},
        onDrained: () => {},
        onDown: () => {},
        onFrame: () => {},
        onListening: () => {},
        onListenFailed: (why) => expect.unreachable(why),
        onLinksChanged: () => {},
      },
    );
    peer.start();
    return peer;
  });
});
afterEach(() => world.dispose());

/** Whether a link of this device is let in. */
const admits = (from: RawDialler): boolean => {
  const link = from.connect(host);
  from.hello(link, bia.certificate);
  world.run(100);
  peer.assertInvariants();
  return link.heard.includes('HELLO');
};

test('one person has sixteen links, and a device that has one may have a second', () => {
  const ana = world.person('Ana');
  const devices = Array.from({ length: defaultConfig.linksPerIdentity + 3 }, (_, i) => {
    const me = i === 0 ? ana : world.deviceOf(ana);
    return new RawDialler(world, `Ana ${i}`, me);
  });
  expect(devices.map(admits)).toEqual(devices.map((_, i) => i < defaultConfig.linksPerIdentity));
  expect([admits(devices[0] as RawDialler), admits(devices[0] as RawDialler)]).toEqual([true, false]);
  expect(admits(new RawDialler(world, 'Caio'))).toBe(true);
});

test('strangers have half of the places, whom I know any of them', () => {
  verdict = (username) => (username.startsWith('Friend') ? 'known' : 'stranger');
  const strangers = Array.from({ length: sockets / 2 + 2 }, (_, i) => new RawDialler(world, `Stranger ${i}`));
  expect(strangers.map(admits)).toEqual(strangers.map((_, i) => i < sockets / 2));
  const friends = Array.from({ length: sockets / 2 - 1 }, (_, i) => new RawDialler(world, `Friend ${i}`));
  expect(friends.every(admits)).toBe(true);
});
