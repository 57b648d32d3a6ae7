import { describe, expect, it } from 'vitest';
import { DailyCheck } from '../../../tracker-server/src/upkeep/daily-check.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const day = 86_400_000;

describe('the daily look through the database', () => {
  it('says what is wrong, and goes on every day', async () => {
    const clock = new ManualClock();
    const [said, found]: [string[], boolean[]] = [[], []];
    const results: (string | undefined | Error)[] = [undefined, 'tracker.db is damaged', new Error('full'), undefined];
    const check = new DailyCheck({
      clock,
      logger: { log: (level, text) => said.push(`${level} ${text}`) },
      look: async () => {
        const result = results.shift();
        if (result instanceof Error) throw result;
        return result;
      },
      found: (sound) => found.push(sound),
    });
    clock.advance(day - 1);
    await check.settled();
    expect(found).toEqual([]);
    clock.advance(1);
    for (let i = 0; i < 4; i++) {
      await check.settled();
      clock.advance(day);
    }
    expect(found).toEqual([true, false, true]);
    expect(said).toEqual(['error tracker.db is damaged', 'warn the database was not looked through: full']);
    check.dispose();
    await check.settled();
    expect(clock.waiting).toBe(0);
  });
});
