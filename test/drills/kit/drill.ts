import type { Prng } from '../../support/sim/prng.ts';

/** What a drill is given, and how it tells what it found. */
export interface Scene {
  readonly seed: number;
  readonly random: Prng;
  /** False: shortened, for `npm test`. */
  readonly full: boolean;
  /** A line about what is going on. */
  readonly say: (line: string) => void;
  /** A measured time, with its goal, both in milliseconds. Five times the goal is a failure. */
  readonly figure: (name: string, measured: readonly number[], goal: number) => void;
  /** What was found beside a goal that depends on the machine: a miss is said, and is no failure. */
  readonly ahead: (name: string, found: string, goal: string, reached: boolean) => void;
}

export interface Drill {
  readonly name: string;
  /** What it can be called by beside its name. */
  readonly number: number;
  /** What the machine must have: network namespaces, small disks that can be mounted, a library that slows syncs down. */
  readonly needs?: 'namespaces' | 'mounts' | 'preload';
  /** Answers violations, none if all is well. */
  run(scene: Scene): Promise<readonly string[]>;
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The value below which `part` of all lie, 0 to 1; 0 of nothing. */
export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
};

/** Milliseconds until it holds, asked every 50 ms unless asking is costly. Rejects after `most`. */
export const until = async (
  what: string,
  most: number,
  holds: () => boolean | Promise<boolean>,
  every = 50,
): Promise<number> => {
  const begin = performance.now();
  while (!(await holds())) {
    if (performance.now() - begin > most) throw new Error(`${what}: not within ${most / 1000} s`);
    await sleep(every);
  }
  return performance.now() - begin;
};
