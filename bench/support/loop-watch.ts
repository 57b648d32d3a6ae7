import { now } from './talker.ts';

/** Longer pauses are counted: a frame at 60 a second. Milliseconds. */
export const longPause = 16;

/** How the event loop of a thread fared over a time. Milliseconds. */
export interface Stalls {
  readonly time: number;
  /** Between two turns of the loop. */
  readonly worst: number;
  /** What 99 of 100 wait at most that come at any moment and want a turn. */
  readonly p99: number;
  readonly long: number;
  readonly longSum: number;
  /** Processor time of the thread in one turn: its own doing, whatever else the machine has to do. */
  readonly ownWorst: number;
  readonly ownLong: number;
}

const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Looks at the clock in every turn of the loop of its own thread, a thousand times a second at most. */
export class LoopWatch {
  #turns: number[] = [];
  #work: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    this.#turns = [];
    this.#work = [];
    let [time, worked] = [now(), cpu()];
    this.#timer = setInterval(() => {
      const [at, done] = [now(), cpu()];
      this.#turns.push(at - time);
      this.#work.push(done - worked);
      [time, worked] = [at, done];
    }, 1);
  }

  stop(): Stalls {
    clearInterval(this.#timer);
    const turns = this.#turns.toSorted((a, b) => b - a);
    const long = turns.filter((turn) => turn > longPause);
    return {
      time: turns.reduce((sum, turn) => sum + turn, 0),
      worst: turns[0] ?? 0,
      p99: waitOf(turns, 0.01),
      long: long.length,
      longSum: long.reduce((sum, turn) => sum + turn, 0),
      ownWorst: this.#work.reduce((most, one) => Math.max(most, one), 0),
      ownLong: this.#work.filter((one) => one > longPause).length,
    };
  }
}

/**
 * The wait that is exceeded by this part of those who come at random moments. Whoever comes in a turn waits for its end, so
 * the parts of the turns above the answer make up that part of the whole time. `turns`: longest first.
 */
const waitOf = (turns: readonly number[], part: number): number => {
  const above = part * turns.reduce((sum, turn) => sum + turn, 0);
  let sum = 0;
  for (const [i, turn] of turns.entries()) {
    sum += turn;
    const wait = (sum - above) / (i + 1);
    if (wait >= (turns[i + 1] ?? 0)) return Math.max(0, wait);
  }
  return 0;
};
