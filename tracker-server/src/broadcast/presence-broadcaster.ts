import { AppError, type Clock, type Logger, Coalescer, SerialQueue } from '../../../common/base/index.ts';
import type { DeviceKey, IdentityKey } from '../../../common/model/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import type { PeerRepository, StoredDevice } from '../repositories/peer-repository.ts';
import type { Session } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Views } from '../views.ts';

export interface PresenceBroadcasterParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly peers: PeerRepository;
  readonly sessions: Sessions;
  readonly views: Views;
}

/** What is told of one person, as JSON: for strangers, for those who share a room, for himself. */
interface PresenceUpdate {
  readonly identity: IdentityKey;
  readonly plain: string;
  readonly whole: string;
  readonly own: string;
  /** False: for everybody else he was offline before, and is. */
  readonly forOthers: boolean;
  readonly sharing: ReadonlySet<IdentityKey>;
}

/** Tells everybody who came, went or moved (PEER_UPDATE), gathered for a moment; notes when devices were seen. */
export class PresenceBroadcaster {
  readonly #parts: PresenceBroadcasterParts;
  /** Those of whom others were last told that they are not offline. */
  readonly #shown = new Set<IdentityKey>();
  #dirty = new Set<IdentityKey>();
  #seen = new Map<DeviceKey, number>();
  readonly #gather: Coalescer;
  readonly #broadcasts = new SerialQueue();

  constructor(parts: PresenceBroadcasterParts) {
    this.#parts = parts;
    this.#gather = new Coalescer(parts.clock, trackerLimits.gatherPeers, () => void this.flush());
  }

  /** Something about a session is or will be different. What an invisible user does is not noted as a sign of life. */
  markDirty({ actor, presence }: Session): void {
    if (actor === undefined) return;
    const { clock, sessions } = this.#parts;
    this.#dirty.add(actor.identity);
    if (presence !== 'invisible' && sessions.presenceOf(actor.identity) !== 'invisible')
      this.#seen.set(actor.device, clock.wall());
    this.#gather.request();
  }

  /** Stores and tells what has been gathered. Never rejects. */
  flush(): Promise<void> {
    this.#gather.cancel();
    const [dirty, seen] = [[...this.#dirty], this.#seen];
    this.#dirty = new Set();
    this.#seen = new Map();
    return this.#broadcasts
      .run(() => this.#broadcast(dirty, seen))
      .catch((error: unknown) => this.#parts.logger.log('error', `PEER_UPDATE: ${AppError.from(error).message}`));
  }

  async #broadcast(dirty: readonly IdentityKey[], seen: ReadonlyMap<DeviceKey, number>): Promise<void> {
    if (dirty.length === 0) return;
    await this.#note(seen);
    const updates = await this.#updatesOf(dirty);
    const toStrangers = messages(updates.filter(({ forOthers }) => forOthers).map(({ plain }) => plain));
    const concerned = new Set(updates.flatMap(({ identity, sharing }) => [identity, ...sharing]));
    for (const session of this.#parts.sessions.signedIn) {
      const me = session.actor?.identity;
      const known = me !== undefined && concerned.has(me);
      send(session, known ? messages(updates.flatMap((one) => updateFor(me, one))) : toStrangers);
    }
  }

  /** What cannot be written down now goes with what comes next: nobody waits for a disk to hear who is here. */
  async #note(seen: ReadonlyMap<DeviceKey, number>): Promise<void> {
    try {
      await this.#parts.peers.seen(seen);
    } catch (error) {
      this.#parts.logger.log('error', `who was here is not written down: ${AppError.from(error).message}`);
      this.#seen = new Map([...seen, ...this.#seen]);
    }
  }

  async #updatesOf(dirty: readonly IdentityKey[]): Promise<readonly PresenceUpdate[]> {
    const { peers, views } = this.#parts;
    const people = await peers.people(dirty);
    const devices = Map.groupBy(await peers.devicesOf(dirty), ({ identity }) => identity);
    const sharing = Map.groupBy(await peers.sharing(dirty), ({ of }) => of);
    return people.map((person) => {
      const { identity } = person;
      const own: readonly StoredDevice[] = devices.get(identity) ?? [];
      const others = new Set((sharing.get(identity) ?? []).map(({ other }) => other));
      const plain = views.peer(person, undefined);
      const present = plain.presence !== 'offline';
      const forOthers = this.#show(identity, present) || present;
      const whole = JSON.stringify(views.peer(person, undefined, own));
      const toHimself = JSON.stringify(views.peer(person, identity, own));
      return { identity, plain: JSON.stringify(plain), whole, own: toHimself, forOthers, sharing: others };
    });
  }

  /** Notes what others are told; answers whether it was otherwise. */
  #show(identity: IdentityKey, present: boolean): boolean {
    const before = this.#shown.has(identity);
    if (present) this.#shown.add(identity);
    else this.#shown.delete(identity);
    return before !== present;
  }
}

const updateFor = (
  me: IdentityKey,
  { identity, plain, whole, own, forOthers, sharing }: PresenceUpdate,
): readonly string[] => {
  if (identity === me) return [own];
  if (!forOthers) return [];
  return [sharing.has(me) ? whole : plain];
};

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
