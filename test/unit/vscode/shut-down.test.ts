import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shutDown } from '../../../src/vscode/shut-down.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** Everything that follows without a clock. */
const turn = (): Promise<void> => new Promise(setImmediate);

const never = (): Promise<void> => new Promise(() => {});

test('what can be undone is carried out first, then the service ends, then the tracker', async () => {
  const order: string[] = [];
  const step = (name: string) => async (): Promise<void> => {
    order.push(name);
    await turn();
    order.push(`${name} done`);
  };
  const clock = new ManualClock();
  await shutDown(clock, { flush: step('settle'), close: step('close'), stopTracker: step('stop') });
  expect(order).toEqual(['settle', 'settle done', 'close', 'close done', 'stop', 'stop done']);
  expect([clock.mono(), clock.waiting]).toEqual([0, 0]);
});

test('is over within 4.5 s in every case, and each is asked to end', async () => {
  const end = fc.constantFrom<'at once' | 'never' | 'fails'>('at once', 'never', 'fails');
  await fc.assert(
    fc.asyncProperty(end, end, end, async (...ends) => {
      const clock = new ManualClock();
      let asked = 0;
      const part = (how: (typeof ends)[number]) => async (): Promise<void> => {
        asked++;
        if (how === 'fails') throw new Error('no');
        if (how === 'never') await never();
      };
      const state = { over: false };
      const [settle, close, stopTracker] = ends.map(part) as [
        () => Promise<void>,
        () => Promise<void>,
        () => Promise<void>,
      ];
      const ending = shutDown(clock, { flush: settle, close, stopTracker }).then(() => (state.over = true));
      for (let ms = 0; ms < 4500 && !state.over; ms += 100) {
        clock.advance(100);
        await turn();
      }
      expect([state.over, asked, clock.waiting]).toEqual([true, 3, 0]);
      await ending;
    }),
  );
});
