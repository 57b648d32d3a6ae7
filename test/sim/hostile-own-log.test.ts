import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeWant, frameTypes } from '../../common/protocol/peer/index.ts';
import { claim, HostileScene, push } from '../support/sim/hostile-scene.ts';
import type { RawLink } from '../support/sim/raw-link.ts';

let scene: HostileScene;
beforeEach(() => {
  scene = new HostileScene();
});
afterEach(() => scene.dispose());

const minute = 60_000;
/** How often it was asked for Ana's own log. */
const asked = (link: RawLink): number =>
  link.frames
    .filter(({ type }) => type === frameTypes.WANT)
    .map(({ body }) => decodeWant(body))
    .flatMap((want) => (want.mode === 'ranges' ? want.ranges : []))
    .filter(({ device }) => device === scene.ana.me.certificate.device).length;
/** Claims more of Ana's logs than there is, and still more whenever it has answered, which takes it some time and brings nothing. */
const lie = (link: RawLink, end = 5000): void => {
  const { certificate } = scene.ana.me;
  const records = [scene.holds(certificate, end), scene.holds(certificate, end, 'control')];
  claim(
    link,
    scene.id,
    records.toSorted((a, b) => (a.log < b.log ? -1 : 1)),
  );
  const before = asked(link);
  const look = (): void => {
    if (link.closed !== undefined) return;
    if (asked(link) === before) return void scene.world.at(scene.world.now() + 100, look);
    scene.world.at(scene.world.now() + 2500, () => {
      if (link.closed !== undefined) return;
      push(link, [], 'last');
      lie(link, end + 1);
    });
  };
  scene.world.at(scene.world.now() + 100, look);
};
/** What a write takes, milliseconds of the simulated clock. */
const timed = (write: () => unknown): number => {
  const before = scene.world.now();
  write();
  return scene.world.now() - before;
};

describe('claims of more of my own log than there is', () => {
  test('delay nothing that I write: neither a message nor the end of a room', () => {
    for (const link of [scene.connect(scene.ana), scene.connect(scene.ana)]) lie(link);
    scene.world.run(1000);
    for (let i = 0; i < 10; i++) {
      expect(timed(() => scene.ana.write(scene.room, `all the same ${i}`))).toBeLessThan(100);
      scene.world.run(1000);
    }
    scene.expectHarmony();
    expect(timed(() => scene.ana.do('deleteRoom', { room: scene.room }))).toBeLessThan(500);
    expect(scene.ana.sees(scene.room).readOnly).toBe('closed');
  });

  test('delay what is written right after a start for two seconds from the first link, whoever links later', () => {
    scene.ana.kill('kept', 'reset');
    for (const { host } of [scene.bia, scene.caio]) scene.world.cut([scene.ana.host], [host], 'drop');
    scene.ana.start();
    expect(timed(() => scene.ana.write(scene.room, 'alone'))).toBeLessThan(100);
    lie(scene.connect(scene.ana));
    scene.world.run(200);
    const took = timed(() => scene.ana.write(scene.room, 'with a liar'));
    expect(took).toBeGreaterThan(500);
    expect(took).toBeLessThan(2000);
    lie(scene.connect(scene.ana));
    scene.world.run(200);
    expect(timed(() => scene.ana.write(scene.room, 'with another'))).toBeLessThan(100);
    scene.world.network.heal();
    scene.expectHarmony();
  });

  test('are believed no more of a device that did not show it, for an hour and on all its links', () => {
    const link = scene.connect(scene.ana);
    claim(link, scene.id, [scene.holds(scene.ana.me.certificate, 5000)]);
    scene.world.run(500);
    expect(asked(link)).toBe(1);
    push(link, [], 'last');
    const askedAgain = (end: number): boolean => {
      const next = scene.connect(scene.ana);
      claim(next, scene.id, [scene.holds(scene.ana.me.certificate, end)]);
      scene.world.run(1000);
      return asked(next) > 0;
    };
    scene.world.run(1000);
    for (let more = 1; more < 12; more++) {
      expect(askedAgain(5000 + more)).toBe(false);
      scene.world.run(4 * minute);
    }
    scene.world.run(20 * minute);
    expect(askedAgain(6000)).toBe(true);
    scene.expectHarmony();
  });
});
