import { toDisposable, type Clock, type Disposable } from '../../../common/base/index.ts';

/** A timer this late means that we ourselves stood still, and what arrived meanwhile is not yet read. */
const ownStall = 2_000;
const afterStall = 5_000;

/**
 * For declaring something dead: when due it lets two turns of the event loop pass, so that waiting bytes are read first, and after a
 * stall of our own it waits longer (links.md, Liveness). `run` must look again before it judges.
 */
export const stallTolerantTimer = (clock: Clock, ms: number, run: () => void): Disposable => {
  const due = clock.mono() + ms;
  let current: Disposable;
  const wait = (time: number, then: () => void): void => {
    current = clock.setTimer(time, then);
  };
  const lookAgain = (): void => wait(0, () => wait(0, run));
  wait(ms, () => {
    if (clock.mono() - due > ownStall) wait(afterStall, lookAgain);
    else lookAgain();
  });
  return toDisposable(() => current.dispose());
};

/** At most one timer at a time: setting it again replaces the last one. */
export class SingleTimer implements Disposable {
  #current: Disposable | undefined;
  #disposed = false;

  set(start: () => Disposable): void {
    this.#current?.dispose();
    this.#current = this.#disposed ? undefined : start();
  }

  clear(): void {
    this.#current?.dispose();
    this.#current = undefined;
  }

  dispose(): void {
    this.#disposed = true;
    this.clear();
  }
}
