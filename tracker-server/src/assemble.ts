import type { Clock, Logger } from '../../common/base/index.ts';
import { trackerLimits } from '../../common/protocol/tracker/index.ts';
import { PresenceBroadcaster } from './broadcast/presence-broadcaster.ts';
import { RoomBroadcaster } from './broadcast/room-broadcaster.ts';
import { nodeCrypto } from './node-crypto.ts';
import type { Readiness } from './readiness.ts';
import { metaRepository } from './repositories/meta-repository.ts';
import { peerRepository } from './repositories/peer-repository.ts';
import { roomRepository } from './repositories/room-repository.ts';
import { userRepository } from './repositories/user-repository.ts';
import { RoomCache } from './rooms/room-cache.ts';
import { RateLimit } from './sessions/rate-limits.ts';
import { Sessions } from './sessions/sessions.ts';
import type { Storage } from './storage/open-storage.ts';
import type { TrackerContext } from './tracker-context.ts';
import { Views } from './views.ts';

export interface AssembleOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: boolean;
  /** It is reached by a name. */
  readonly isPublic: boolean;
}

/** Makes what the handlers use, and ties it together. */
export const assemble = (
  { opened, opaque, identity }: Storage,
  readiness: Readiness,
  { clock, logger, limits, isPublic }: AssembleOptions,
): TrackerContext => {
  const db = opened.queries;
  const [users, peers, rooms] = [userRepository(db), peerRepository(db), roomRepository(db)];
  const sessions = new Sessions();
  const views = new Views(clock, peers, rooms, sessions);
  const rate = (name: keyof TrackerContext['rates']): RateLimit =>
    new RateLimit(clock, limits ? trackerLimits[name] : undefined);
  return {
    identity,
    clock,
    crypto: nodeCrypto,
    logger,
    opaque,
    readiness,
    isPublic,
    meta: metaRepository(db),
    users,
    peers,
    rooms,
    roomCache: new RoomCache({ crypto: nodeCrypto, identity }, rooms),
    sessions,
    views,
    presenceBroadcaster: new PresenceBroadcaster({ clock, logger, peers, sessions, views }),
    roomBroadcaster: new RoomBroadcaster({ clock, logger, rooms, sessions, views }),
    rates: {
      loginsPerAccount: rate('loginsPerAccount'),
      strangersPerAccount: rate('strangersPerAccount'),
      loginsPerAddress: rate('loginsPerAddress'),
      registrationsPerAddress: rate('registrationsPerAddress'),
    },
  };
};
