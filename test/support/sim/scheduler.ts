import type { Disposable } from '../../../common/base/index.ts';

interface Event {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** The one clock and the one queue of a simulated world: a binary heap by time, then by order of arrival. */
export class Scheduler {
  readonly #heap: Event[] = [];
  #order = 0;
  #now = 0;

  /** Milliseconds since the world began. */
  get now(): number {
    return this.#now;
  }

  at(time: number, run: () => void): Disposable {
    const event: Event = { at: Math.max(time, this.#now), order: this.#order++, run };
    this.#push(event);
    return {
      dispose: () => {
        event.run = undefined;
      },
    };
  }

  /** Runs what is due, then lets the clock stand at `time`. `after` follows each event. */
  runUntil(time: number, after: () => void): void {
    for (let event = this.#heap[0]; event !== undefined && event.at <= time; event = this.#heap[0]) {
      this.#pop();
      this.#now = event.at;
      if (event.run === undefined) continue;
      event.run();
      after();
    }
    this.#now = time;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !before(event, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = event;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const child = right !== undefined && left !== undefined && before(right, left) ? 2 * at + 2 : 2 * at + 1;
      const below = heap[child];
      if (below === undefined || !before(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }
}
