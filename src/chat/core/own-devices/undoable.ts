import type { Clock, Disposable } from '../../../../common/base/index.ts';
import type { RoomKey } from '../../../../common/model/index.ts';
import { undoTime } from '../../../../common/protocol/chat/index.ts';

/** Reading everything, or leaving a room. */
export type UndoKey = 'read' | RoomKey;

interface Pending {
  readonly timer: Disposable;
  readonly run: (done: () => void) => void;
}

/** What shows as done at once and is carried out a moment later, unless it is undone: until then nobody is told anything. */
export class Undoable implements Disposable {
  readonly #clock: Clock;
  readonly #pending = new Map<UndoKey, Pending>();
  /** Too late to undo, and not done yet: an answer may take its time. */
  readonly #underWay = new Set<UndoKey>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Shows as done, whether it is or not. */
  has(key: UndoKey): boolean {
    return this.#pending.has(key) || this.#underWay.has(key);
  }

  /** `run` calls `done` once. What is pending under the same key is carried out first. */
  add(key: UndoKey, run: (done: () => void) => void): void {
    this.#carryOut(key, () => {});
    const timer = this.#clock.setTimer(undoTime, () => this.#carryOut(key, () => {}));
    this.#pending.set(key, { timer, run });
  }

  /** Answers whether there was something to undo. */
  undo(key: UndoKey): boolean {
    this.#pending.get(key)?.timer.dispose();
    return this.#pending.delete(key);
  }

  /** Everything that waits is carried out now. */
  settle(done: () => void): void {
    let left = this.#pending.size;
    if (left === 0) return done();
    this.#pending.forEach((_, key) =>
      this.#carryOut(key, () => {
        left--;
        if (left === 0) done();
      }),
    );
  }

  dispose(): void {
    for (const { timer } of this.#pending.values()) timer.dispose();
    this.#pending.clear();
    this.#underWay.clear();
  }

  #carryOut(key: UndoKey, done: () => void): void {
    const pending = this.#pending.get(key);
    if (pending === undefined) return done();
    this.undo(key);
    this.#underWay.add(key);
    pending.run(() => {
      this.#underWay.delete(key);
      done();
    });
  }
}
