import { toDisposable, type Disposable } from '../../common/base/index.ts';

/** `Env.turn` on the event loop of this thread. */
export const nodeTurn = (run: () => void): Disposable => {
  const immediate = setImmediate(run);
  return toDisposable(() => clearImmediate(immediate));
};
