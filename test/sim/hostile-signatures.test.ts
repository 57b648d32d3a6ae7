import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeEntry, encodeBody } from '../../common/log/index.ts';
import type { DeviceKey, Entry, LogKind } from '../../common/model/index.ts';
import { decodeWant, encodeCerts, frameTypes, type WantRange } from '../../common/protocol/peer/index.ts';
import type { TestDevice } from '../support/people.ts';
import { byeOf, claim, HostileScene, push } from '../support/sim/hostile-scene.ts';
import { RawDialler, type RawLink } from '../support/sim/raw-link.ts';

let scene: HostileScene;
let link: RawLink;
beforeEach(() => {
  scene = new HostileScene();
  link = scene.connect(scene.ana);
});
afterEach(() => scene.dispose());

const minute = 60_000;
const spoiled = (as: TestDevice, text = 'x', kind: LogKind = 'content'): Entry => {
  const [entry] = scene.write([encodeBody({ kind: 'MESSAGE', content: text })], { as, kind }) as [Entry];
  const signature = entry.signature.map((byte) => byte ^ 1);
  return decodeEntry(scene.device.crypto, entry.header, signature, entry.body);
};
/** A device of Mallory's that nobody has met, so nothing that it wrote is held. */
const mine = (number: number): TestDevice => scene.mallory.device(number);
const asked = (from: RawLink): readonly WantRange[] =>
  from.frames
    .filter(({ type }) => type === frameTypes.WANT)
    .map(({ body }) => decodeWant(body))
    .flatMap((want) => (want.mode === 'ranges' ? want.ranges : []));
const times = (device: DeviceKey, from = link): number => asked(from).filter((range) => range.device === device).length;

test('whoever sends one unasked is shut out for ten minutes, on all links, and neither dialled nor let in', () => {
  const dialler = new RawDialler(scene.world, 'Mallory III', scene.device);
  const second = scene.link(dialler, scene.ana);
  push(link, [spoiled(scene.device)]);
  scene.world.run(1000);
  expect(byeOf(link)).toBe('PROTOCOL');
  second.send(frameTypes.HAVE, new Uint8Array(0));
  scene.world.run(1000);
  expect(second.closed ?? byeOf(second)).toBeDefined();
  const again = dialler.connect(scene.ana.host);
  dialler.hello(again, scene.ana.me.certificate);
  scene.world.run(9 * minute);
  expect(again.heard).toEqual([]);
  expect(again.closed).toBeDefined();
  scene.world.run(minute);
  const later = scene.link(dialler, scene.ana);
  expect(later.heard).toContain('HELLO');
  scene.expectHarmony();
});

test('in an answer it costs that log an hour with that device, and the link nothing', () => {
  const { device } = mine(2).certificate;
  link.send(frameTypes.CERTS, encodeCerts([mine(2).certificate]));
  claim(link, scene.id, [scene.holds(mine(2).certificate, 1)]);
  scene.world.run(500);
  expect(times(device)).toBe(1);
  push(link, [spoiled(mine(2))], 'last');
  scene.world.run(1000);
  expect(link.closed).toBeUndefined();
  const asksAgain = (length: number): boolean => {
    const next = scene.connect(scene.ana);
    next.send(frameTypes.CERTS, encodeCerts([mine(2).certificate]));
    claim(next, scene.id, [scene.holds(mine(2).certificate, length)]);
    scene.world.run(1000);
    return times(device, next) > 0;
  };
  for (let length = 2; length < 20; length++) {
    expect(asksAgain(length)).toBe(false);
    scene.world.run(3 * minute);
  }
  scene.world.run(10 * minute);
  expect(asksAgain(100)).toBe(true);
  expect(scene.ana.disk.entries.some(({ entry }) => entry.device === device)).toBe(false);
  scene.expectHarmony();
});

test('in more than sixteen logs within a minute it is no disk that is damaged', () => {
  const devices = Array.from({ length: 10 }, (_, i) => mine(i + 2));
  link.send(frameTypes.CERTS, encodeCerts(devices.map(({ certificate }) => certificate)));
  const records = devices.flatMap(({ certificate }) =>
    (['content', 'control'] as const).map((kind) => scene.holds(certificate, 1, kind)),
  );
  claim(
    link,
    scene.id,
    records.toSorted((a, b) => (a.device + a.log < b.device + b.log ? -1 : 1)),
  );
  let answered = 0;
  const answerAll = (): number => {
    const ranges = asked(link);
    const fresh = ranges.slice(answered);
    answered = ranges.length;
    const entries = fresh.flatMap(({ device, log }) =>
      devices
        .filter(({ certificate }) => certificate.device === device)
        .map((as) => spoiled(as, 'x', log === scene.logOf(scene.mallory) ? 'content' : 'control')),
    );
    for (const entry of entries.slice(0, 16)) push(link, [entry], 'answer');
    scene.world.run(500);
    if (entries.length <= 16) push(link, [], 'last');
    else for (const entry of entries.slice(16)) push(link, [entry], 'last');
    scene.world.run(500);
    return fresh.length;
  };
  for (let turn = 0; turn < 10 && byeOf(link) === undefined; turn++) {
    scene.world.run(500);
    answerAll();
  }
  expect(answered).toBeGreaterThan(16);
  expect(byeOf(link)).toBe('PROTOCOL');
  scene.expectHarmony();
});
