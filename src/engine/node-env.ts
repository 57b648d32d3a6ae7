import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { toDisposable, type Clock, type Disposable, type Env, type Random } from '../../common/base/index.ts';
import { nodeCrypto } from '../identity/index.ts';
import { nodeNet } from '../peer/index.ts';
import { guardedClock, guardedNet } from './guarded.ts';
import type { EngineOptions } from './options.ts';

export const nodeClock: Clock = {
  mono: () => performance.now(),
  wall: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return toDisposable(() => clearTimeout(timer));
  },
};

export const nodeTurn = (run: () => void): Disposable => {
  const immediate = setImmediate(run);
  return toDisposable(() => clearImmediate(immediate));
};

export const nodeRandom: Random = {
  below: (n) => randomInt(n),
  bytes: (n) => new Uint8Array(randomBytes(n)),
};

/** The real world for the cores of one account. `deviceSeed` is the key that signs. */
export const nodeEnv = (
  { guard, logger, trace }: Pick<EngineOptions, 'guard' | 'logger' | 'trace'>,
  deviceSeed: Uint8Array,
): Env => ({
  clock: guardedClock(nodeClock, guard),
  random: nodeRandom,
  net: guardedNet(nodeNet(), guard),
  crypto: nodeCrypto(deviceSeed),
  logger,
  turn: (run) => nodeTurn(() => guard.run(run)),
  trace,
});

/** Waits for it, whether it goes well or not, but no longer than so many milliseconds. */
export const atMost = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const end = new AbortController();
  const timer = sleep(ms, undefined, { signal: end.signal }).catch(() => {});
  await Promise.race([work.catch(() => {}), timer]);
  end.abort();
  await timer;
};
