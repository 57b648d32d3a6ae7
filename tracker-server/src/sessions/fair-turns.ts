import type { Clock } from '../../../common/base/index.ts';

/** Whose requests wait. */
export interface Waiter {
  /** False while it leaves what it was answered unread. */
  readonly reads: boolean;
}

type Task = () => Promise<void>;

export interface FairTurnsOptions {
  readonly clock: Pick<Clock, 'mono'>;
  /** Lets the event loop turn: sockets are read, timers run. */
  readonly breathe: () => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** Milliseconds of work after which the event loop may turn: SQLite is synchronous, and promises alone never let go of it. */
const slice = 5;

/**
 * The requests of all sessions, one at a time: each session in turn has one answered, in the order in which it asked. So nobody who asks a
 * lot keeps another waiting for more than what the others have before him in that round, and whoever does not read is not answered.
 */
export class FairTurns<W extends Waiter> {
  readonly #options: FairTurnsOptions;
  /** In the order of their turns. */
  readonly #waiting = new Map<W, Task[]>();
  #running = false;
  #finishing = false;

  constructor(options: FairTurnsOptions) {
    this.#options = options;
  }

  run(who: W, task: Task): void {
    const tasks = this.#waiting.get(who);
    if (tasks === undefined) this.#waiting.set(who, [task]);
    else tasks.push(task);
    this.wake();
  }

  /** Everything that it has asked so far is answered. */
  settled(who: W): Promise<void> {
    return new Promise((resolve) =>
      this.run(who, () => {
        resolve();
        return Promise.resolve();
      }),
    );
  }

  /** Somebody reads again. */
  wake(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#answerAll();
  }

  /** From now on what was asked is answered whether it is read or not. */
  finish(): void {
    this.#finishing = true;
    this.wake();
  }

  async #answerAll(): Promise<void> {
    const { clock, breathe, failed } = this.#options;
    let began = clock.mono();
    for (let task = this.#next(); task !== undefined; task = this.#next()) {
      await task().catch(failed);
      if (clock.mono() - began < slice) continue;
      await breathe();
      began = clock.mono();
    }
    this.#running = false;
  }

  /** Takes it from whose turn it is, who then is the last. */
  #next(): Task | undefined {
    for (const [who, tasks] of this.#waiting) {
      if (!who.reads && !this.#finishing) continue;
      this.#waiting.delete(who);
      const task = tasks.shift();
      if (tasks.length > 0) this.#waiting.set(who, tasks);
      return task;
    }
    return undefined;
  }
}
