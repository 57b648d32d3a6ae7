import { expect, test } from 'vitest';
import { withTimeout } from '../../../src/runtime/index.ts';
import { ManualClock } from '../../support/manual-clock.ts';

test.each([
  ['goes well', () => Promise.resolve()],
  ['fails', () => Promise.reject(new Error('why'))],
])('what %s in time was in time, and no timer is left', async (_, work) => {
  const clock = new ManualClock();
  expect(await withTimeout(clock, 100, work())).toBe(true);
  expect(clock.waiting).toBe(0);
});

test('what never ends is waited for no longer than was said', async () => {
  const clock = new ManualClock();
  const waited = withTimeout(clock, 100, new Promise(() => {}));
  clock.advance(99);
  const second = Promise.race([waited, Promise.resolve('still waiting')]);
  expect(await second).toBe('still waiting');
  clock.advance(1);
  expect(await waited).toBe(false);
  expect(clock.waiting).toBe(0);
});
