import { describe, expect, test } from 'vitest';
import { byeCodes, decodeBye, encodeFrame, frameTypes } from '../../../common/protocol/peer/index.ts';
import { pairScene } from '../../support/sim/pair-scene.ts';
import type { RawLink } from '../../support/sim/raw-link.ts';

const byeOf = (link: RawLink): number | undefined => {
  const last = link.frames.at(-1);
  return last?.type === frameTypes.BYE ? decodeBye(last.body).code : undefined;
};

describe('as the controller', () => {
  test('USE on the first link at once; used before anything else is heard', () => {
    const { world, link, events, dispose } = pairScene(true);
    expect(link().heard).toEqual(['HELLO', 'USE']);
    expect(events).toEqual(['use']);
    world.run(100);
    dispose();
  });

  test('a second link while the first is alive: PING there, then BYE DUPLICATE here', () => {
    const { world, link, events, dispose } = pairScene(true);
    const first = link();
    first.send(frameTypes.USE);
    const second = link();
    expect(first.heard).toEqual(['HELLO', 'USE', 'PING']);
    first.send(frameTypes.PONG, new Uint8Array(8));
    world.run(50);
    expect(byeOf(second)).toBe(byeCodes.DUPLICATE);
    expect(first.closed).toBeUndefined();
    expect(events).toEqual(['use']);
    dispose();
  });

  test('a second link while the first is silent for 2 s takes its place', () => {
    const { world, link, events, dispose } = pairScene(true);
    const first = link();
    first.send(frameTypes.USE);
    world.run(1_000);
    const second = link();
    world.run(2_100);
    expect(first.closed).toBeDefined();
    expect(second.heard).toEqual(['HELLO', 'USE']);
    expect(events).toEqual(['use', 'use']);
    dispose();
  });

  test('a second link that is better: one PONG on it, then USE, and after the echo BYE REPLACED on the old', () => {
    const { world, link, events, dispose } = pairScene(true);
    const old = link({ class: 2 });
    old.send(frameTypes.USE);
    const better = link({ class: 1 });
    old.send(frameTypes.PONG, new Uint8Array(8));
    world.run(50);
    expect(better.heard).toEqual(['HELLO', 'PING']);
    better.send(frameTypes.PONG, new Uint8Array(8));
    world.run(50);
    expect(better.heard).toEqual(['HELLO', 'PING', 'USE']);
    expect(byeOf(old)).toBeUndefined();
    better.send(frameTypes.USE);
    world.run(50);
    expect(byeOf(old)).toBe(byeCodes.REPLACED);
    expect(events).toEqual(['use', 'use']);
    dispose();
  });

  test('a better link without a PONG is given up', () => {
    const { world, link, events, dispose } = pairScene(true);
    const old = link({ class: 2 });
    old.send(frameTypes.USE);
    const better = link({ class: 0 });
    old.send(frameTypes.PONG, new Uint8Array(8));
    better.send(frameTypes.ENTRIES, new Uint8Array(8));
    world.run(5_100);
    expect(better.closed).toBeDefined();
    expect(old.closed).toBeUndefined();
    expect(events.filter((event) => event === 'use')).toHaveLength(1);
    dispose();
  });

  test('another boot: the old links are destroyed without a probe', () => {
    const { world, link, events, dispose } = pairScene(true);
    const first = link();
    const second = link({ boot: '0000000000000002' });
    world.run(50);
    expect(first.closed).toBeDefined();
    expect(first.heard).not.toContain('PING');
    expect(second.heard).toEqual(['HELLO', 'USE']);
    expect(events).toEqual(['use', 'use']);
    dispose();
  });

  test('the link in use closes: the newest of the others takes over', () => {
    const { world, link, events, dispose } = pairScene(true);
    const first = link();
    const second = link();
    first.pipe.destroy();
    world.run(50);
    expect(second.heard).toContain('USE');
    second.pipe.destroy();
    world.run(50);
    expect(events).toEqual(['use', 'use', 'down']);
    dispose();
  });
});

describe('as the other side', () => {
  test('echoes USE, and only then is the device up', () => {
    const { world, link, events, peer, dispose } = pairScene(false);
    const first = link();
    first.send(frameTypes.HAVE, Uint8Array.of(1));
    world.run(50);
    expect(first.heard).toEqual(['HELLO']);
    expect(events).toEqual([]);
    first.send(frameTypes.USE);
    first.send(frameTypes.HAVE, Uint8Array.of(2));
    world.run(50);
    expect(first.heard).toEqual(['HELLO', 'USE']);
    expect(events).toEqual(['use', 'frame 2']);
    expect(peer.links()).toHaveLength(1);
    dispose();
  });

  test('a handover: it sends on the new link, reads the old one to its end', () => {
    const { world, link, events, peer, other, dispose } = pairScene(false);
    const old = link();
    old.send(frameTypes.USE);
    const fresh = link();
    fresh.send(frameTypes.USE);
    world.run(50);
    peer.send(other.me.certificate.device, encodeFrame(frameTypes.WANT, Uint8Array.of(1)), 'catchup');
    old.send(frameTypes.ENTRIES, Uint8Array.of(7));
    old.send(frameTypes.BYE, Uint8Array.of(0, byeCodes.REPLACED));
    old.pipe.end();
    world.run(200);
    expect(fresh.heard).toEqual(['HELLO', 'USE', 'WANT']);
    expect(old.heard).not.toContain('WANT');
    expect(events).toEqual(['use', 'use', 'frame 7']);
    expect(old.closed).toBeDefined();
    expect(peer.links()).toHaveLength(1);
    dispose();
  });

  test('live entries go on both links while there are two, pages on the one in use', () => {
    const { world, link, peer, other, dispose } = pairScene(false);
    const [first, second] = [link(), link()];
    first.send(frameTypes.USE);
    world.run(50);
    const { device } = other.me.certificate;
    peer.send(device, encodeFrame(frameTypes.ENTRIES, Uint8Array.of(1)), 'live');
    peer.send(device, encodeFrame(frameTypes.ENTRIES, Uint8Array.of(2)), 'catchup');
    world.run(50);
    expect(first.frames.slice(2).map(({ body }) => body[0])).toEqual([1, 2]);
    expect(second.frames.slice(1).map(({ body }) => body[0])).toEqual([1]);
    dispose();
  });

  test('a link that is not in use is closed 60 s after USE on another', () => {
    const { world, link, dispose } = pairScene(false);
    const [first, second] = [link(), link()];
    second.send(frameTypes.USE);
    for (let i = 0; i < 6; i++) {
      expect(first.closed).toBeUndefined();
      world.run(9_000);
      for (const each of [first, second]) each.send(frameTypes.PING, new Uint8Array(8));
    }
    world.run(8_000);
    expect(first.closed).toBeDefined();
    expect(second.closed).toBeUndefined();
    dispose();
  });

  test('a fifth link closes the oldest one that is not in use', () => {
    const { world, link, dispose } = pairScene(false);
    const links = [link(), link(), link(), link()];
    links[0]?.send(frameTypes.USE);
    world.run(50);
    const fifth = link();
    world.run(50);
    expect(links.map((each) => byeOf(each))).toEqual([undefined, byeCodes.TOO_MANY, undefined, undefined]);
    expect(fifth.closed).toBeUndefined();
    dispose();
  });

  test('nothing heard for 25 s: down, and dialled no more than it is sought', () => {
    const { world, link, events, peer, dispose } = pairScene(false);
    link().send(frameTypes.USE);
    world.run(24_000);
    expect(events).toEqual(['use']);
    world.run(2_000);
    expect(events).toEqual(['use', 'down']);
    expect(peer.links()).toEqual([]);
    dispose();
  });
});
