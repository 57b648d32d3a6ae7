import type { Clock, Crypto, Logger } from '../../common/base/index.ts';
import type { PeerNews } from './news/peer-news.ts';
import type { RoomNews } from './news/room-news.ts';
import type { OpaqueServer } from './opaque-server.ts';
import type { PeerRepository } from './repositories/peer-repository.ts';
import type { RoomRepository } from './repositories/room-repository.ts';
import type { UserRepository } from './repositories/user-repository.ts';
import type { RoomBook } from './rooms/room-book.ts';
import type { RateLimit } from './sessions/rate-limits.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { Views } from './views.ts';

/** Everything a handler may use. */
export interface Tracker {
  readonly id: string;
  readonly clock: Clock;
  readonly crypto: Crypto;
  readonly logger: Logger;
  readonly opaque: OpaqueServer;
  readonly users: UserRepository;
  readonly peers: PeerRepository;
  readonly rooms: RoomRepository;
  readonly book: RoomBook;
  readonly sessions: Sessions;
  readonly views: Views;
  readonly peerNews: PeerNews;
  readonly roomNews: RoomNews;
  readonly rates: {
    readonly loginsPerAccount: RateLimit;
    readonly loginsPerAddress: RateLimit;
    readonly registrationsPerAddress: RateLimit;
  };
}
