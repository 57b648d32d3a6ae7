import { AppError, type Clock, type Disposable, type Logger } from '../../../common/base/index.ts';
import type { DeviceKey, IdentityKey } from '../../../common/model/index.ts';
import { trackerLimits, type PeerInfo } from '../../../common/protocol/tracker/index.ts';
import type { PeerRepository, StoredDevice } from '../repositories/peer-repository.ts';
import type { Session } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Views } from '../views.ts';

export interface PeerNewsParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly peers: PeerRepository;
  readonly sessions: Sessions;
  readonly views: Views;
}

/** One person's news as JSON, for strangers and for those who share a room. */
interface News {
  readonly identity: IdentityKey;
  readonly plain: string;
  readonly whole: string;
  readonly sharing: ReadonlySet<IdentityKey>;
}

/** Tells everybody who came, went or moved (PEER_UPDATE), gathered for a moment; notes when devices were seen. */
export class PeerNews {
  readonly #parts: PeerNewsParts;
  #touched = new Set<IdentityKey>();
  #seen = new Map<DeviceKey, number>();
  #timer: Disposable | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: PeerNewsParts) {
    this.#parts = parts;
  }

  touch(identity: IdentityKey, device: DeviceKey): void {
    const { clock } = this.#parts;
    this.#touched.add(identity);
    this.#seen.set(device, clock.wall());
    this.#timer ??= clock.after(trackerLimits.gatherPeers, () => void this.flush());
  }

  /** Stores and tells what has been gathered. Never rejects. */
  flush(): Promise<void> {
    this.#timer?.dispose();
    this.#timer = undefined;
    const [touched, seen] = [[...this.#touched], this.#seen];
    this.#touched = new Set();
    this.#seen = new Map();
    this.#turn = this.#turn
      .then(() => this.#tell(touched, seen))
      .catch((error: unknown) => this.#parts.logger.log('error', `PEER_UPDATE: ${AppError.from(error).message}`));
    return this.#turn;
  }

  async #tell(touched: readonly IdentityKey[], seen: ReadonlyMap<DeviceKey, number>): Promise<void> {
    if (touched.length === 0) return;
    await this.#parts.peers.seen(seen);
    const news = await this.#newsOf(touched);
    const toStrangers = messages(news.map(({ plain }) => plain));
    const concerned = new Set(news.flatMap(({ sharing }) => [...sharing]));
    for (const session of this.#parts.sessions.signedIn) {
      const me = session.actor?.identity;
      const known = me !== undefined && concerned.has(me);
      send(session, known ? messages(news.map((one) => (one.sharing.has(me) ? one.whole : one.plain))) : toStrangers);
    }
  }

  async #newsOf(touched: readonly IdentityKey[]): Promise<readonly News[]> {
    const { peers, views } = this.#parts;
    const people = await peers.people(touched);
    const devices = Map.groupBy(await peers.devicesOf(touched), ({ identity }) => identity);
    const sharing = Map.groupBy(await peers.sharing(touched), ({ of }) => of);
    return people.map((person) => {
      const { identity } = person;
      const own: readonly StoredDevice[] = devices.get(identity) ?? [];
      const others = new Set((sharing.get(identity) ?? []).map(({ other }) => other));
      const [plain, whole]: [PeerInfo, PeerInfo] = [views.peer(person), views.peer(person, own)];
      return { identity, plain: JSON.stringify(plain), whole: JSON.stringify(whole), sharing: others };
    });
  }
}

const send = (session: Session, texts: readonly string[]): void => {
  for (const text of texts) session.pushText(text);
};

/** Several messages when one would be larger than a page. */
const messages = (peers: readonly string[]): readonly string[] => {
  const pages: string[][] = [];
  let page: string[] = [];
  let size = 0;
  for (const peer of peers) {
    if (page.length === 0 || size + peer.length > trackerLimits.pageBytes) {
      pages.push((page = []));
      size = 0;
    }
    page.push(peer);
    size += peer.length;
  }
  return pages.map((part) => `{"status":"PEER_UPDATE","peers":[${part.join(',')}]}`);
};
