import { expect, test } from 'vitest';
import { RefusalLog } from '../../../../src/chat/core/replication/refusal-log.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

test('refused runs are said once a minute and with a count, however many they are', () => {
  const clock = new ManualClock();
  const said: string[] = [];
  const log = new RefusalLog({ clock, logger: { log: (_level, line) => void said.push(line) } });
  for (let second = 0; second < 150; second++) {
    for (let i = 0; i < 1000; i++) log.note('mallory', 'signature');
    clock.advance(1000);
  }
  expect(said).toEqual([
    'refused a run of mallory: signature',
    'refused 59999 runs more within a minute, the last of mallory: signature',
    'refused 60000 runs more within a minute, the last of mallory: signature',
  ]);
  clock.advance(60_000);
  expect(said).toHaveLength(4);
  clock.advance(600_000);
  expect(clock.waiting).toBe(0);
  log.note('bia', 'fork');
  expect(said.at(-1)).toBe('refused a run of bia: fork');
  log.dispose();
  expect(clock.waiting).toBe(0);
});
