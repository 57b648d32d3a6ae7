import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError, type Disposable } from '../../../common/base/index.ts';
import type { DeviceKey, LinkEvents } from '../../../common/model/index.ts';
import {
  byeCodes,
  decodeBye,
  decodeHello,
  encodeFrame,
  frameTypes,
  peerLimits,
} from '../../../common/protocol/peer/index.ts';
import { Peer } from '../../../src/peer/index.ts';
import { RawDialler, type RawLink } from '../../support/sim/raw-link.ts';
import { World, type Inhabitant, type SimHost } from '../../support/world.ts';

const ping = new Uint8Array(8);

describe('a listener', () => {
  let world: World;
  let host: SimHost;
  let bia: Inhabitant;
  let peer: Peer;
  let ana: RawDialler;
  let judged: string[];
  let judge: LinkEvents['authorize'];
  let heard: string[];
  let onFrame: LinkEvents['onFrame'];

  beforeEach(() => {
    world = new World(1, { network: { loss: 0, latency: [1, 5] } });
    host = world.host('Bia');
    bia = world.person('Bia');
    judged = [];
    judge = () => 'stranger';
    heard = [];
    onFrame = () => {};
    world.start(host, bia, (env): Disposable => {
      peer = new Peer(
        env,
        { me: bia.certificate, authority: world.tracker, listen: { port: 7000 } },
        {
          authorize: (certificate) => {
            judged.push(certificate.username);
            return judge(certificate);
          },
          onUse: ({ username }) => void heard.push(`use ${username}`),
          onDrained: () => {},
          onDown: () => void heard.push('down'),
          onFrame: (device, type, body) => onFrame(device, type, body),
          onListening: (port) => void heard.push(`listening ${port}`),
          onListenFailed: () => expect.unreachable(),
          onLinksChanged: () => {},
        },
      );
      peer.start();
      return peer;
    });
    ana = new RawDialler(world, 'Ana');
  });

  afterEach(() => world.dispose());

  const connect = (): RawLink => ana.connect(host);
  const accepted = (): RawLink => {
    const link = connect();
    ana.hello(link, bia.certificate);
    world.run(100);
    expect(link.heard[0]).toBe('HELLO');
    return link;
  };

  /** Named as the link in use, whichever of the two keys is lower. */
  const inUse = (): RawLink => {
    const link = accepted();
    link.send(frameTypes.USE);
    world.run(100);
    expect(link.heard).toContain('USE');
    return link;
  };

  test('tells its port', () => {
    world.run(100);
    expect(heard).toEqual(['listening 7000']);
    expect(peer.listening).toBe(7000);
  });

  test('answers a good HELLO with one for this session', () => {
    const link = connect();
    ana.hello(link, bia.certificate);
    world.run(100);
    expect(judged).toEqual(['Ana']);
    const [hello] = link.frames;
    expect(hello && decodeHello(hello.body)).toMatchObject({
      role: 'listener',
      to: ana.me.certificate.device,
      certificate: bia.certificate,
    });
  });

  test('a refused dialler hears nothing', () => {
    judge = () => 'refused';
    const link = connect();
    ana.hello(link, bia.certificate);
    world.run(100);
    expect(link.closed).toBeDefined();
    expect(link.heard).toEqual([]);
  });

  test('without HELLO it closes after 10 s', () => {
    const link = connect();
    world.run(10_200);
    expect(link.closed).toBeDefined();
    expect(link.heard).toEqual([]);
  });

  test.each([
    ['of the wrong role', { role: 'listener' as const }],
    ['for another device', { to: 'f'.repeat(64) as DeviceKey }],
    ['of another session', { binding: new Uint8Array(32) }],
  ])('a HELLO %s is closed in silence, unjudged', (_what, wrong) => {
    const link = connect();
    ana.hello(link, bia.certificate, wrong);
    world.run(100);
    expect(link.closed).toBeDefined();
    expect(link.heard).toEqual([]);
    expect(judged).toEqual([]);
  });

  test('a certificate that somebody else shows', () => {
    const link = connect();
    ana.hello(link, bia.certificate, { certificate: world.person('Carla').certificate });
    world.run(100);
    expect(link.closed).toBeDefined();
    expect(judged).toEqual([]);
  });

  test('its own device', () => {
    const double = new RawDialler(world, 'Double', bia);
    const link = double.connect(host);
    double.hello(link, bia.certificate);
    world.run(100);
    expect(link.closed).toBeDefined();
    expect(judged).toEqual([]);
  });

  test('another major is answered with BYE VERSION', () => {
    const link = connect();
    const body = new Uint8Array(peerLimits.helloBody);
    body[1] = 2;
    link.send(frameTypes.HELLO, body);
    world.run(100);
    expect(link.heard).toEqual(['BYE']);
    expect(decodeBye(link.frames[0]?.body ?? ping)).toEqual({ code: byeCodes.VERSION, text: 'version 1 spoken here' });
    expect(link.closed).toBeDefined();
  });

  test('something else first, or more than 4 KiB', () => {
    const early = connect();
    early.send(frameTypes.PING, ping);
    const large = connect();
    large.pipe.write(encodeFrame(frameTypes.HELLO, new Uint8Array(peerLimits.helloFrame)).subarray(0, 4));
    world.run(100);
    for (const link of [early, large]) {
      expect(link.closed).toBeDefined();
      expect(link.heard).toEqual([]);
    }
  });

  test('16 half open: the oldest goes, the newest never', () => {
    const links = Array.from({ length: 20 }, connect);
    // the last ones, for a second passes with each
    expect(links.slice(-9).every(({ closed }) => closed === undefined)).toBe(true);
    peer.assertInvariants();
    const last = links.at(-1);
    if (last === undefined) throw new Error('no link');
    ana.hello(last, bia.certificate);
    world.run(100);
    expect(judged).toHaveLength(1);
  });

  test('PING is answered, unknown types are skipped, a second HELLO ends the link', () => {
    const link = inUse();
    link.send(200, new Uint8Array(10));
    link.send(frameTypes.PING, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    world.run(100);
    expect(link.frames.at(-1)).toEqual({ type: frameTypes.PONG, body: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
    ana.hello(link, bia.certificate);
    world.run(100);
    expect(decodeBye(link.frames.at(-1)?.body ?? ping).code).toBe(byeCodes.PROTOCOL);
    expect(heard.slice(-2)).toEqual(['use Ana', 'down']);
  });

  test('a frame that is refused ends this link with BYE PROTOCOL', () => {
    onFrame = () => {
      throw new AppError('BAD_OPERATION', 'records out of order');
    };
    const link = inUse();
    link.send(frameTypes.HAVE, ping);
    world.run(100);
    expect(decodeBye(link.frames.at(-1)?.body ?? ping).code).toBe(byeCodes.PROTOCOL);
    expect(peer.links()).toEqual([]);
  });

  test.each([
    ['an error of nobody’s', new Error('a bug')],
    ['a broken invariant', new AppError('INTERNAL', 'a bug')],
  ])('%s at a frame is a defect: it is not caught here', (_what, error) => {
    onFrame = () => {
      throw error;
    };
    const link = inUse();
    link.send(frameTypes.HAVE, ping);
    expect(() => world.run(100)).toThrow('a bug');
  });

  test('at most 2,000 frames a second are read, none is lost', () => {
    let count = 0;
    onFrame = () => {
      count++;
    };
    const link = inUse();
    for (let i = 0; i < 10_000; i++) link.send(frameTypes.ENTRIES, Uint8Array.of(i & 255));
    world.run(1_000);
    expect(count).toBeLessThan(4_500);
    world.run(30_000);
    expect(count).toBe(10_000);
  });

  test('goodbye: the device is told, and nothing stays open', () => {
    const link = inUse();
    world.stop(host);
    world.run(1_000);
    expect(decodeBye(link.frames.at(-1)?.body ?? ping).code).toBe(byeCodes.SHUTDOWN);
    expect(link.closed).toBeDefined();
  });
});
