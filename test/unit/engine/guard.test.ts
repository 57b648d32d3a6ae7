import { expect, test } from 'vitest';
import { asHex, type DeviceKey, type Target } from '../../../common/model/index.ts';
import type { Handling } from '../../../common/protocol/chat/index.ts';
import { Guard } from '../../../src/engine/core/guard.ts';
import { RecentLines } from '../../../src/engine/core/recent-lines.ts';
import { Refusals } from '../../../src/engine/core/refusals.ts';
import { EngineRig } from '../../support/engine/engine-rig.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const bia = asHex<DeviceKey>('b'.repeat(64));
const caio = asHex<DeviceKey>('c'.repeat(64));
const frame = (device: DeviceKey): Handling => ({ type: 'frame', device });

const target = (device: DeviceKey): Target => ({
  device,
  identity: asHex('1'.repeat(64)),
  addresses: [],
});

const boom = (): never => {
  throw new Error('boom');
};

const aGuard = (): { guard: Guard; defects: unknown[] } => {
  const defects: unknown[] = [];
  return { guard: new Guard((error, handling) => defects.push(String(error), handling)), defects };
};

test('a defect is told with what was being handled, once, and nothing runs after it', () => {
  const { guard, defects } = aGuard();
  guard.run(() => guard.handle(frame(caio), () => {}));
  expect(guard.handling).toBeUndefined();
  guard.run(() => guard.handle(frame(bia), boom));
  guard.run(boom);
  let ran = false;
  guard.run(() => (ran = true));
  expect(ran).toBe(false);
  expect(defects).toEqual(['Error: boom', frame(bia)]);
});

test('after a stop nothing runs', () => {
  const { guard, defects } = aGuard();
  guard.stop();
  guard.run(boom);
  expect(defects).toEqual([]);
});

test('what is over is not blamed for what comes after it', () => {
  const { guard, defects } = aGuard();
  guard.run(() => {
    guard.handle(frame(bia), () => {});
    boom();
  });
  expect(defects).toEqual(['Error: boom', undefined]);
});

test('a call whose handler has a defect is not answered: the engine has to end', () => {
  const rig = new EngineRig();
  rig.start({ markAllRead: boom });
  rig.connect();
  let result: unknown;
  rig.client.ask('markAllRead', {}, (answer) => (result = answer));
  expect(() => rig.turns.run()).toThrow('boom');
  rig.turns.run();
  expect(result).toBeUndefined();
});

test('who is refused is neither judged nor dialled, until its time is over', () => {
  const clock = new ManualClock();
  const sought: (readonly DeviceKey[])[] = [];
  const refusals = new Refusals(clock, [{ device: bia, ms: 600_000 }], (targets) =>
    sought.push(targets.map(({ device }) => device)),
  );
  refusals.seek([target(bia), target(caio)]);
  clock.advance(599_999);
  expect([refusals.has(bia), refusals.has(caio)]).toEqual([true, false]);
  clock.advance(1);
  expect(refusals.has(bia)).toBe(false);
  expect(sought).toEqual([[caio], [bia, caio]]);
  refusals.add({ device: caio, ms: 1000 });
  clock.advance(500);
  refusals.add({ device: caio, ms: 1000 });
  clock.advance(999);
  expect(refusals.has(caio)).toBe(true);
  clock.advance(1);
  expect(sought.slice(2)).toEqual([[bia], [bia], [bia, caio]]);
  new Refusals(clock, [{ device: bia, ms: 1 }], () => {}).dispose();
  expect(clock.waiting).toBe(0);
});

test('of the lines the newest 200 are kept, the oldest first', () => {
  const lines = new RecentLines();
  for (let i = 0; i < 450; i++) lines.add(() => `line ${i}`);
  const all = lines.all();
  expect([all.length, all[0], all.at(-1)]).toEqual([200, 'line 250', 'line 449']);
});
