import { longPause, type Stalls } from './loop-watch.ts';
import { median } from './rounds.ts';
import { bound, figure } from './table.ts';

/** Of one round: the floor, and whose goal it is. */
export type StallsRound = readonly [idle: Stalls, ours: Stalls];

const heads = [
  'worst pause',
  'p99 wait',
  `over ${longPause} ms`,
  'their sum',
  'own work, worst',
  `over ${longPause} ms`,
];

/** The worst of all rounds, otherwise medians. */
export const stallsTable = (title: string, rounds: readonly StallsRound[]): void => {
  const seconds = median(rounds.map(([, { time }]) => time)) / 1000;
  console.log(`\n${title} (${rounds.length} rounds of ${figure(seconds)} s)`);
  console.log(`  ${''.padEnd(14)}${heads.map((head) => head.padStart(17)).join('')}`);
  for (const [i, name] of ['an idle host', 'P2P Chat'].entries()) {
    const all = (of: (one: Stalls) => number): number[] => rounds.flatMap((round) => round[i] ?? []).map(of);
    const cells = [
      `${figure(Math.max(...all(({ worst }) => worst)))} ms`,
      `${figure(median(all(({ p99 }) => p99)))} ms`,
      `${median(all(({ long }) => long))}`,
      `${figure(median(all(({ longSum }) => longSum)))} ms`,
      `${figure(Math.max(...all(({ ownWorst }) => ownWorst)))} ms`,
      `${median(all(({ ownLong }) => ownLong))}`,
    ];
    console.log(`  ${name.padEnd(14)}${cells.map((cell) => cell.padStart(17)).join('')}`);
  }
  bound('held at a time by its own work', Math.max(...rounds.map(([, { ownWorst }]) => ownWorst)), 'ms', longPause);
};
