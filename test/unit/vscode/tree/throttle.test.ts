import { expect, test } from 'vitest';
import { Throttle } from '../../../../src/vscode/tree/throttle.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

test('what changes all the time is drawn at once and then at a measured pace, and the last change is never lost', () => {
  const clock = new ManualClock();
  let state = 0;
  const drawn: number[] = [];
  const paced = new Throttle(clock, 1000, () => drawn.push(state));
  for (let change = 1; change <= 240; change++) {
    state = change;
    paced.request();
    clock.advance(10);
  }
  clock.advance(1000);
  expect(drawn).toEqual([1, 100, 200, 240]);
  clock.advance(5000);
  state = 241;
  paced.request();
  expect(drawn.at(-1)).toBe(241);
  paced.request();
  paced.dispose();
  expect(clock.waiting).toBe(0);
});
