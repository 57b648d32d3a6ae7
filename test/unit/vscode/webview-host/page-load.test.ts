import { expect, test } from 'vitest';
import { maxRefills, PageLoad, readyMs } from '../../../../src/vscode/webview-host/page-load.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const rig = () => {
  const clock = new ManualClock();
  const logged: string[] = [];
  const now = { visible: true, fills: 0, parts: '', error: undefined as Error | undefined };
  const load = new PageLoad({
    clock,
    logger: { log: (level, message) => logged.push(`${level} ${message}`) },
    fill: async (parts) => {
      now.fills++;
      now.parts = parts;
      if (now.error) throw now.error;
    },
    isVisible: () => now.visible,
  });
  const show = (visible: boolean): void => {
    now.visible = visible;
    load.visibilityChanged();
  };
  load.start();
  return { clock, load, logged, now, show };
};

test('a page that says that it is ready is filled once', () => {
  const { clock, load, logged, now } = rig();
  clock.advance(readyMs - 1);
  load.ready();
  clock.advance(100 * readyMs);
  expect([now.fills, logged, clock.waiting]).toEqual([1, [], 0]);
});

test('a page that stays silent is filled again, and watched again', () => {
  const { clock, load, logged, now } = rig();
  clock.advance(readyMs - 1);
  expect([now.fills, now.parts]).toEqual([1, 'linked']);
  clock.advance(1);
  expect([now.fills, now.parts, logged]).toEqual([
    2,
    'embedded',
    ['warn a chat page did not load, and is filled again'],
  ]);
  clock.advance(2 * readyMs - 1);
  expect(now.fills).toBe(2);
  load.ready();
  clock.advance(100 * readyMs);
  expect([now.fills, clock.waiting]).toEqual([2, 0]);
});

test('it is given up after a few times, until it is looked at anew', () => {
  const { clock, logged, now, show } = rig();
  clock.advance(1000 * readyMs);
  expect([now.fills, logged.at(-1), clock.waiting]).toEqual([1 + maxRefills, 'error a chat page does not load', 0]);
  show(false);
  show(true);
  clock.advance(readyMs);
  expect(now.fills).toBe(2 + maxRefills);
});

test('out of sight nothing is waited for, and back in sight the page is to be ready once more', () => {
  const { clock, load, now, show } = rig();
  show(false);
  clock.advance(100 * readyMs);
  expect([now.fills, clock.waiting]).toEqual([1, 0]);
  show(true);
  clock.advance(readyMs / 2);
  // nothing has changed: what has been waited for counts
  show(true);
  clock.advance(readyMs / 2);
  expect(now.fills).toBe(2);
  load.ready();
  show(true);
  clock.advance(100 * readyMs);
  expect(now.fills).toBe(2);
});

test('what was said during a stall of this process is heard before the page is filled again', () => {
  const { clock, load, now } = rig();
  clock.stall(100 * readyMs);
  load.ready();
  clock.advance(100 * readyMs);
  expect(now.fills).toBe(1);
});

test('a page that is gone is filled no more', () => {
  const { clock, load, now } = rig();
  load.dispose();
  clock.advance(100 * readyMs);
  expect([now.fills, clock.waiting]).toEqual([1, 0]);
});

test('a part that cannot be read is logged, unless the page is gone', async () => {
  const { clock, load, logged, now } = rig();
  now.error = new Error('EIO: main.js');
  clock.advance(readyMs);
  await Promise.resolve();
  expect(logged.at(-1)).toBe('error a chat page cannot be filled: Error: EIO: main.js');
  clock.advance(2 * readyMs);
  load.dispose();
  await Promise.resolve();
  expect(logged.filter((line) => line.includes('EIO'))).toHaveLength(1);
});
