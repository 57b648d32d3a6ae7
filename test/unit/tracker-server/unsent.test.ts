import { describe, expect, test } from 'vitest';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import { Unsent } from '../../../tracker-server/src/sessions/unsent.ts';

const MiB = 1024 * 1024;

describe('what waits in all sockets', () => {
  test('is bounded: whoever holds most is cut off, and nobody else', () => {
    const unsent = new Unsent();
    const cut: number[] = [];
    const holders = Array.from({ length: 40 }, (_, i) => ({ cut: () => cut.push(i) }));
    for (const [i, holder] of holders.entries()) unsent.add(holder, i === 7 ? 3 * MiB : 1.5 * MiB);
    expect(cut).toEqual([]);
    for (const holder of holders.slice(0, 3)) unsent.add(holder, MiB);
    expect(unsent.total).toBeLessThanOrEqual(trackerLimits.unsentInAll);
    expect(cut).toEqual([7]);
    // what is said of it later changes nothing
    unsent.sent(holders[7] ?? { cut: () => {} }, 3 * MiB);
    for (const holder of holders) unsent.forget(holder);
    expect(unsent.total).toBe(0);
  });

  test('is counted until it is sent', () => {
    const unsent = new Unsent();
    const holder = { cut: (): void => {} };
    unsent.add(holder, 10);
    unsent.add(holder, 5);
    unsent.sent(holder, 10);
    expect([unsent.of(holder), unsent.total]).toEqual([5, 5]);
    unsent.sent(holder, 5);
    expect([unsent.of(holder), unsent.total]).toEqual([0, 0]);
  });
});
