import type { Clock } from '../../common/base/index.ts';
import { withTimeout } from '../runtime/index.ts';

/** What has to end before the editor does. */
export interface ShutDownParts {
  /** What can still be undone is carried out: it is said to the engine at once, which does it before it ends. */
  readonly flush: () => Promise<unknown>;
  /** The service, links and database. An engine that hangs takes 4 s. */
  readonly close: () => Promise<unknown>;
  /** The tracker on this computer, if it is not to go on. */
  readonly stopTracker: () => Promise<unknown>;
}

/** Milliseconds: the editor waits for 5 s. */
const flushWithinMs = 300;
const shutDownWithinMs = 4400;

/** Ends everything in order, and is over within 4.5 s, whatever hangs. Never rejects. */
export const shutDown = async (clock: Clock, { flush, close, stopTracker }: ShutDownParts): Promise<void> => {
  const end = clock.mono() + shutDownWithinMs;
  await withTimeout(clock, flushWithinMs, flush());
  await withTimeout(clock, end - clock.mono(), close());
  await withTimeout(clock, end - clock.mono(), stopTracker());
};
