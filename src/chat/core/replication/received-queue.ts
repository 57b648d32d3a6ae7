import type { PagedEntry } from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import type { SideWrites } from './side-writes.ts';

/** What somebody else has written, verified. */
export interface ReceivedRun {
  readonly conversation: Conversation;
  readonly entries: readonly PagedEntry[];
  /** What was shown before stands in another order now. */
  readonly reorders: boolean;
  /** What is kept with it: the author's certificate the first time, and what follows from what it says. */
  readonly sideWrites: readonly SideWrites[];
}

/** Entries of one commit, but a run is never cut: some milliseconds, so that others have their turn. */
const commitEntries = 256;
/** What may wait for a commit. Beyond this nothing is taken from others. */
const backlog = 10_000;

/** Verified runs on their way into the store, in order. */
export class ReceivedQueue {
  #runs: ReceivedRun[] = [];
  #entries = 0;

  get isWaiting(): boolean {
    return this.#runs.length > 0;
  }

  get isFull(): boolean {
    return this.#entries >= backlog;
  }

  push(run: ReceivedRun): void {
    this.#runs.push(run);
    this.#entries += run.entries.length;
  }

  /** As many as one commit should hold. */
  take(): readonly ReceivedRun[] {
    let entries = 0;
    let count = 0;
    for (; count < this.#runs.length && entries < commitEntries; count++)
      entries += this.#runs[count]?.entries.length ?? 0;
    this.#entries -= entries;
    return this.#runs.splice(0, count);
  }

  /** All that nobody will write. */
  clear(): readonly ReceivedRun[] {
    const all = this.#runs;
    this.#runs = [];
    this.#entries = 0;
    return all;
  }
}
