import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { concat } from '../../common/base/index.ts';
import { encodeBody } from '../../common/log/index.ts';
import { asHex, type DeviceKey, type Entry, idBytes, type RoomId } from '../../common/model/index.ts';
import {
  encodeBye,
  encodeFrame,
  encodeHave,
  encodeWant,
  frameTypes,
  type Want,
} from '../../common/protocol/peer/index.ts';
import { processorTime } from '../support/processor-time.ts';
import { byeOf, holding, HostileScene } from '../support/sim/hostile-scene.ts';
import type { RawLink } from '../support/sim/raw-link.ts';

let scene: HostileScene;
let link: RawLink;
beforeEach(() => {
  scene = new HostileScene();
  link = scene.connect(scene.ana);
});
afterEach(() => scene.dispose());

const said = (content: string): Uint8Array => encodeBody({ kind: 'MESSAGE', content });
const uint = (bytes: number, value: number): Uint8Array => {
  const out = Buffer.alloc(bytes);
  out.writeUIntBE(value, Math.max(0, bytes - 6), Math.min(6, bytes));
  return out;
};
/** ENTRIES with one entry whose header was changed by hand. */
const changed = (entry: Entry, at: number, value: Uint8Array, body = entry.body ?? new Uint8Array(0)): Uint8Array => {
  const header = entry.header.slice();
  header.set(value, at);
  return concat(Uint8Array.of(0, 0, 1), header, entry.signature, Uint8Array.of(1), body);
};

const room = (): Uint8Array => idBytes(scene.id);
const entry = (): Entry => scene.write([said('x')])[0] as Entry;
const record = (device: DeviceKey): Uint8Array =>
  encodeHave({ room: scene.id, full: true, more: false, ask: false, records: [holding(device, 1)] }).subarray(19);
const [low, high] = ['1', '2'].map((digit) => asHex<DeviceKey>(digit.repeat(64))) as [DeviceKey, DeviceKey];
const backwards = (): Uint8Array => concat(room(), Uint8Array.of(0, 0, 2), record(high), record(low));
const twice = (): Uint8Array => concat(room(), Uint8Array.of(0, 0, 2), record(low), record(low));

describe('a frame that means nothing ends the link with BYE PROTOCOL', () => {
  test.each<[string, keyof typeof frameTypes, () => Uint8Array]>([
    ['HAVE out of order', 'HAVE', backwards],
    ['HAVE that says a log twice', 'HAVE', twice],
    ['HAVE cut off', 'HAVE', () => concat(room(), Uint8Array.of(0, 255, 255))],
    ['HAVE of nothing', 'HAVE', () => new Uint8Array(0)],
    ['WANT of an unknown mode', 'WANT', () => concat(room(), Uint8Array.of(9, 0, 0, 0, 1))],
    [
      'WANT backwards',
      'WANT',
      () =>
        encodeWant({
          mode: 'ranges',
          room: scene.id,
          maxBytes: 1,
          ranges: [
            {
              device: scene.device.certificate.device,
              log: scene.logOf(scene.mallory),
              from: 2,
              to: 1,
              newestFirst: false,
            },
          ],
        }),
    ],
    ['WANT of too many', 'WANT', () => concat(room(), Uint8Array.of(0, 0, 0, 0, 1, 255, 255))],
    ['ENTRIES of an unknown flag', 'ENTRIES', () => Uint8Array.of(7, 0, 0)],
    ['ENTRIES of 65,535', 'ENTRIES', () => Uint8Array.of(0, 255, 255)],
    ['ENTRIES cut off', 'ENTRIES', () => changed(entry(), 0, Uint8Array.of(1)).subarray(0, 150)],
    ['an entry of another version', 'ENTRIES', () => changed(entry(), 0, Uint8Array.of(2))],
    ['seq 2^63', 'ENTRIES', () => changed(entry(), 49, Uint8Array.of(128))],
    [
      'a clock of 2^48',
      'ENTRIES',
      () =>
        changed(
          entry(),
          89,
          uint(8, 2 ** 48 - 1).map((byte, i) => (i === 1 ? 1 : byte)),
        ),
    ],
    ['a body of 16 KiB and 1', 'ENTRIES', () => changed(entry(), 131, uint(4, 16_385), new Uint8Array(16_385))],
    ['a body of 4 GiB', 'ENTRIES', () => changed(entry(), 131, uint(4, 2 ** 32 - 1))],
    [
      'a certificate of a small-order key',
      'CERTS',
      () => {
        const { bytes } = scene.device.certificate;
        const bad = bytes.slice();
        bad.fill(0, 33, 65);
        return concat(Uint8Array.of(1), uint(2, bad.length), bad);
      },
    ],
    ['CERTS cut off', 'CERTS', () => Uint8Array.of(200, 0, 10)],
    ['BYE without a code', 'BYE', () => Uint8Array.of(1)],
    ['a second HELLO', 'HELLO', () => new Uint8Array(2048)],
  ])('%s', (_name, type, body) => {
    link.send(frameTypes[type], body());
    scene.world.run(500);
    expect(byeOf(link)).toBe('PROTOCOL');
    scene.expectHarmony();
  });

  test('more than four WANT at once', () => {
    const want: Want = {
      mode: 'ranges',
      room: scene.id,
      maxBytes: 2 ** 32 - 1,
      ranges: Array.from({ length: 255 }, () => ({
        device: scene.device.certificate.device,
        log: scene.logOf(scene.mallory, 'control'),
        from: 0,
        to: 2 ** 47,
        newestFirst: false,
      })),
    };
    // some are answered before the last ones have come
    for (let i = 0; i < 12; i++) link.send(frameTypes.WANT, encodeWant(want));
    scene.world.run(500);
    expect(byeOf(link)).toBe('PROTOCOL');
    scene.expectHarmony();
  });

  test('but a goodbye of any code is one, and frames of later versions are skipped', () => {
    for (const type of [9, 10, 200, 255]) link.send(type, new Uint8Array(100));
    scene.world.run(500);
    expect(link.closed).toBeUndefined();
    link.send(frameTypes.BYE, concat(uint(2, 54_321), encodeBye('PROTOCOL', '\u001B[2J\0').subarray(2)));
    scene.world.run(5000);
    expect(scene.ana.composed.peer.links()).toHaveLength(2);
    scene.expectHarmony();
  });
});

test('eighty thousand HAVE of conversations that nobody knows cost no more at the end than in the beginning', () => {
  const flood = (from: number): number => {
    for (let i = from; i < from + 10_000; i++) {
      const unknown = asHex<RoomId>((i + 1).toString(16).padStart(32, '0'));
      link.send(frameTypes.HAVE, encodeHave({ room: unknown, full: true, more: false, ask: false, records: [] }));
    }
    return processorTime(() => scene.world.run(6000));
  };
  const costs = Array.from({ length: 8 }, (_, i) => flood(i * 10_000));
  expect(link.closed).toBeUndefined();
  expect(costs.at(-1)).toBeLessThan(4 * (costs[0] ?? 0));
  scene.expectHarmony();
});

test('a million small frames hold up nobody', () => {
  const frame = encodeFrame(frameTypes.PONG, new Uint8Array(8));
  const flood = new Uint8Array(1_000_000 * frame.length);
  for (let at = 0; at < flood.length; at += frame.length) flood.set(frame, at);
  link.pipe.write(flood);
  scene.expectHarmony();
});
