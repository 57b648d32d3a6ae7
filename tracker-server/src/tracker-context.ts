import type { Clock, Crypto, Logger } from '../../common/base/index.ts';
import type { PresenceBroadcaster } from './broadcast/presence-broadcaster.ts';
import type { RoomBroadcaster } from './broadcast/room-broadcaster.ts';
import type { OpaqueServer } from './opaque-server.ts';
import type { MetaRepository } from './repositories/meta-repository.ts';
import type { PeerRepository } from './repositories/peer-repository.ts';
import type { RoomRepository } from './repositories/room-repository.ts';
import type { UserRepository } from './repositories/user-repository.ts';
import type { RoomCache } from './rooms/room-cache.ts';
import type { TrackerIdentity } from './tracker-keys.ts';
import type { Readiness } from './readiness.ts';
import type { RateLimit } from './sessions/rate-limits.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { Views } from './views.ts';

/** Everything a handler may use. */
export interface TrackerContext {
  readonly identity: TrackerIdentity;
  readonly clock: Clock;
  readonly crypto: Crypto;
  readonly logger: Logger;
  readonly opaque: OpaqueServer;
  readonly readiness: Readiness;
  /** It is reached by a name: an address of some private network tells others nothing. */
  readonly isPublic: boolean;
  readonly meta: MetaRepository;
  readonly users: UserRepository;
  readonly peers: PeerRepository;
  readonly rooms: RoomRepository;
  readonly roomCache: RoomCache;
  readonly sessions: Sessions;
  readonly views: Views;
  readonly presenceBroadcaster: PresenceBroadcaster;
  readonly roomBroadcaster: RoomBroadcaster;
  readonly rates: {
    /** By address and account. */
    readonly loginsPerAccount: RateLimit;
    readonly strangersPerAccount: RateLimit;
    readonly loginsPerAddress: RateLimit;
    readonly registrationsPerAddress: RateLimit;
  };
}
