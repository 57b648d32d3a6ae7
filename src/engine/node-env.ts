import { randomBytes, randomInt } from 'node:crypto';
import type { Env, Random } from '../../common/base/index.ts';
import { nodeCrypto } from '../identity/index.ts';
import { nodeNet } from '../peer/index.ts';
import { nodeClock, nodeTurn } from '../runtime/index.ts';
import { guardedClock, guardedNet } from './guarded.ts';
import type { EngineOptions } from './options.ts';

export const nodeRandom: Random = {
  nextInt: (n) => randomInt(n),
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
