import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Disposable, Pipe } from '../../common/base/index.ts';
import { byeCodes, encodeFrame, frameTypes, peerLimits, peerVersion } from '../../common/protocol/peer/index.ts';
import { helloFrame } from '../../src/peer/core/handshake.ts';
import { nodeNet } from '../../src/peer/index.ts';
import { testPerson } from '../support/people.ts';
import { manInTheMiddle, RawClient, tcp, tls } from '../support/raw-clients.ts';
import { RealPeer } from '../support/real-peer.ts';
import { until } from '../support/until.ts';

const ana = testPerson(1, 'Ana').device(0);
const bia = testPerson(2, 'Bia').device(0);
const mallory = testPerson(3, 'Mallory').device(0);
const megabyte = 1024 * 1024;

const memory = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / megabyte;
};

describe('the port of a peer', () => {
  let target: RealPeer;
  let port: number;
  let open: Disposable[];

  beforeEach(async () => {
    open = [];
    target = own(new RealPeer(bia));
    port = await target.listen();
  });

  afterEach(() => {
    for (const each of open.toReversed()) each.dispose();
  });

  const own = <T extends RealPeer | Disposable>(thing: T): T => {
    open.push(thing instanceof RealPeer ? { dispose: () => thing.peer.dispose() } : thing);
    return thing;
  };

  /** What all of this is for: somebody honest still gets through and is heard. */
  const expectHonestThrough = async (...detours: readonly number[]): Promise<void> => {
    const honest = own(new RealPeer(ana));
    honest.seek(bia, ...[...detours, port].map((each) => ({ host: '127.0.0.1', port: each })));
    await until(() => honest.linkedWith(bia) && target.linkedWith(ana), 'honest link');
    honest.say(bia, Buffer.from('hello'));
    await until(() => target.heard.some((body) => Buffer.from(body).toString() === 'hello'), 'hello');
    target.peer.assertInvariants();
  };

  /** Somebody with a device of his own whom the target accepts, and who then does as he likes. */
  const authenticated = async (): Promise<{ pipe: Pipe; closed: () => boolean }> => {
    let pipe: Pipe | undefined;
    let answered = false;
    let closed = false;
    nodeNet().dial(
      { host: '127.0.0.1', port },
      {
        open: (opened) => {
          pipe = opened;
          const fields = { role: 'dialler', class: 0, boot: '0011223344556677', wall: Date.now() } as const;
          const to = { to: bia.certificate.device, certificate: mallory.certificate };
          opened.handle({
            data: () => {
              answered = true;
            },
            drain: () => {},
            close: () => {
              closed = true;
            },
          });
          opened.write(helloFrame(mallory.crypto, opened.bindingId, { ...fields, ...to }));
        },
        fail: (why) => {
          throw new Error(why);
        },
      },
    );
    await until(() => answered, 'answer to HELLO');
    if (pipe === undefined) throw new Error('no pipe');
    const through = pipe;
    own({ dispose: () => through.destroy() });
    return { pipe: through, closed: () => closed };
  };

  test('a scanner learns nothing: not one byte', async () => {
    const silent = own(await tcp(port));
    const http = own(await tcp(port));
    http.socket.write('GET / HTTP/1.0\r\n\r\n');
    const noise = own(await tcp(port));
    noise.socket.write(randomBytes(5000));
    const insideTls = own(await tls(port));
    insideTls.socket.write(encodeFrame(frameTypes.PING, new Uint8Array(8)));
    const stranger = own(await tls(port));
    const hello = randomBytes(peerLimits.helloBody);
    hello.writeUInt16BE(peerVersion.major);
    stranger.socket.write(encodeFrame(frameTypes.HELLO, hello));
    await until(() => [http, noise, insideTls, stranger].every(({ closed }) => closed), 'scanners closed');
    expect(target.judged).toEqual([]);
    // who came after the silent one is served: had it been told anything, that would have come before
    await expectHonestThrough();
    expect([silent, http, noise, insideTls, stranger].map(({ received }) => received.length)).toEqual([0, 0, 0, 0, 0]);
  });

  test('another version is told which one is spoken here', async () => {
    const client = own(await tls(port));
    const hello = randomBytes(peerLimits.helloBody);
    hello.writeUInt16BE(7);
    client.socket.write(encodeFrame(frameTypes.HELLO, hello));
    await until(() => client.closed, 'closed');
    expect(client.received.subarray(4, 7)).toEqual(Buffer.from([frameTypes.BYE, 0, byeCodes.VERSION]));
    expect(client.received.toString()).toContain('version 1');
  });

  test('garbage of every length, with and without TLS', async () => {
    for (let i = 0; i < 30; i++) {
      const client = own(await (i % 2 === 0 ? tcp(port) : tls(port)));
      client.socket.write(randomBytes(1 + 200 * i));
    }
    await expectHonestThrough();
  });

  test('a frame of 4 GiB, before and after HELLO', async () => {
    const before = memory();
    const stranger = own(await tls(port));
    stranger.socket.write(Buffer.from('ffffffff01', 'hex'));
    await until(() => stranger.closed, 'stranger closed');
    expect(stranger.received).toHaveLength(0);
    const { pipe, closed } = await authenticated();
    pipe.write(Buffer.from('ffffffff06', 'hex'));
    pipe.write(randomBytes(megabyte));
    await until(closed, 'authenticated closed');
    expect(memory() - before).toBeLessThan(50);
    await expectHonestThrough();
  });

  test('1000 silent sockets, and 40 silent inside TLS', async () => {
    const before = memory();
    const silent: RawClient[] = [];
    for (let i = 0; i < 1000; i++) silent.push(own(await tcp(port)));
    for (let i = 0; i < 40; i++) silent.push(own(await tls(port)));
    await expectHonestThrough();
    expect(silent.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(32);
    expect(memory() - before).toBeLessThan(50);
  });

  test('100,000 small frames hold up nobody', async () => {
    const before = memory();
    const { pipe } = await authenticated();
    const ping = encodeFrame(frameTypes.PING, new Uint8Array(8));
    for (let i = 0; i < 100; i++) pipe.write(Buffer.concat(Array.from({ length: 1000 }, () => ping)));
    await expectHonestThrough();
    expect(memory() - before).toBeLessThan(50);
  });

  test('a HELLO that was meant for another session', async () => {
    const trap = own(await manInTheMiddle());
    const victim = own(new RealPeer(ana));
    victim.seek(bia, { host: '127.0.0.1', port: trap.port });
    await until(() => trap.seen().length >= peerLimits.helloBody + 5, 'captured HELLO');
    victim.seek(bia);
    const replay = own(await tls(port));
    replay.socket.write(trap.seen());
    await until(() => replay.closed, 'replay closed');
    expect(replay.received).toHaveLength(0);
    expect(target.judged).toEqual([]);
    await expectHonestThrough();
  });

  test('a man in the middle with a certificate of his own', async () => {
    const proxy = own(await manInTheMiddle(port));
    const victim = own(new RealPeer(ana));
    victim.seek(bia, { host: '127.0.0.1', port: proxy.port });
    await until(() => proxy.seen().length > 0, 'dialled through the proxy');
    await until(() => proxy.ended > 0, 'the link through the proxy ended');
    expect(victim.linkedWith(bia)).toBe(false);
    expect(target.judged).toEqual([]);
    victim.peer.dispose();
    await expectHonestThrough(proxy.port);
    expect(proxy.seen().toString('latin1')).not.toContain('hello');
  });
});
