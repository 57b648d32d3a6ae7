import { failureOf, wait, type AppError, type Disposable, type Flow } from '../../../../common/base/index.ts';
import { asHex, type IdentityKey, type RoomKey } from '../../../../common/model/index.ts';
import type {
  PeerInfo,
  Push,
  ReplyOf,
  RequestOf,
  RoomDetail,
  RoomSummary,
  Verb,
} from '../../../../common/protocol/tracker/index.ts';
import { AddressPublisher } from './address-publisher.ts';
import type { Conversation } from '../replication/conversation.ts';
import { fetchAllPages } from './paging.ts';
import type { TrackerSyncEvents, TrackerSyncParts } from './tracker-sync-parts.ts';

const maxListed = 5000;
/** Rooms kept or looked at, above which the tracker's word alone opens no more. */
const maxRooms = 2000;

/** Keeps me and the tracker of one mind: after every sign-in, and from then on by its pushes. */
export class TrackerSync implements Disposable {
  readonly #parts: TrackerSyncParts;
  readonly #events: TrackerSyncEvents;
  readonly #publisher: AddressPublisher;
  readonly #listed = new Map<RoomKey, RoomSummary>();
  /** Rooms of mine whose names are taken: a person is told once. */
  readonly #refused = new Set<RoomKey>();

  constructor(parts: TrackerSyncParts, events: TrackerSyncEvents) {
    this.#parts = parts;
    this.#events = events;
    this.#publisher = new AddressPublisher(parts);
  }

  get listed(): Iterable<RoomSummary> {
    return this.#listed.values();
  }

  listedRoom(room: RoomKey): RoomSummary | undefined {
    return this.#listed.get(room);
  }

  onSignedIn(): void {
    this.announce();
    this.#start('LIST_ROOMS', this.#refreshMine());
    this.#start('LIST_ROOMS', this.#refreshListed());
    this.#start('LIST_PEERS', this.#refreshPeople());
    this.#lookUpPartners();
  }

  /** Asks again for the logs of my rooms: what came while nothing could be kept was dropped. */
  retry(): void {
    this.#start('LIST_ROOMS', this.#refreshMine());
  }

  onSignedOut(): void {
    this.#publisher.dispose();
    this.#listed.clear();
    this.#parts.directory.forgetPresence();
    this.#events.onChanged({ all: true });
  }

  onPush(push: Push): void {
    if (push.status === 'PEER_UPDATE') for (const peer of push.peers) this.#onPeer(peer, true);
    if (push.status === 'ROOM_UPDATE') this.#onRoom(push);
  }

  /** Tells the tracker where this device listens. */
  announce(): void {
    this.#publisher.publish();
  }

  /** Fills in identity and devices of one user; USER_UNKNOWN or OFFLINE otherwise. */
  *lookUp(request: RequestOf<'LOOKUP'>): Flow<void> {
    const { peer, certs } = yield* wait(this.#parts.tracker.request('LOOKUP', request));
    this.#parts.certificates.learnName(asHex(peer.identity), certs);
    this.#onPeer(peer, false);
  }

  /** Brings the listed rooms that a name may mean. */
  *findListed(query: string): Flow<void> {
    const { rooms } = yield* wait(this.#parts.tracker.request('LIST_ROOMS', { query }));
    for (const room of rooms) this.#list(room);
  }

  dispose(): void {
    this.#publisher.dispose();
  }

  /** What nobody waits for. */
  #start(what: Verb, flow: Flow<void>): void {
    this.#parts.flows.run(flow).listen(
      () => {},
      (error) => this.#warn(what, error),
    );
  }

  *#refreshMine(): Flow<void> {
    const { tracker, conversations, memberships } = this.#parts;
    const mine = new Set<string>();
    const take = ({ rooms }: ReplyOf<'LIST_ROOMS'>): void => {
      for (const room of rooms) {
        if (!('members' in room)) continue;
        mine.add(room.roomId);
        // counts may agree while the entries do not: after an absence both are compared
        this.#onMine(room, true);
      }
    };
    yield* fetchAllPages(tracker, 'LIST_ROOMS', { mine: true }, take);
    for (const conversation of conversations.all) {
      const { kind, readOnly } = memberships.standing(conversation);
      const open = kind === 'group' && readOnly === undefined;
      if (open && !mine.has(conversation.room)) this.#start('ROOM_OPS', this.#restore(conversation.room));
    }
  }

  *#refreshListed(): Flow<void> {
    const gone = new Set(this.#listed.keys());
    const take = ({ rooms }: ReplyOf<'LIST_ROOMS'>): void => {
      for (const room of rooms) {
        gone.delete(asHex<RoomKey>(room.roomId));
        this.#list(room);
      }
    };
    yield* fetchAllPages(this.#parts.tracker, 'LIST_ROOMS', {}, take);
    for (const room of gone) this.#listed.delete(room);
    this.#events.onChanged({ rooms: gone });
  }

  *#refreshPeople(): Flow<void> {
    const take = ({ peers }: ReplyOf<'LIST_PEERS'>): void => {
      for (const peer of peers) this.#onPeer(peer, false);
    };
    yield* fetchAllPages(this.#parts.tracker, 'LIST_PEERS', {}, take);
  }

  #lookUpPartners(): void {
    const { me, conversations } = this.#parts;
    // my own other devices are worth a link too
    const wanted = [...conversations.all].flatMap(({ stored: { partner } }) => partner?.identity ?? []);
    for (const identity of [me.identity, ...wanted]) this.#lookUpSoon(identity);
  }

  #onPeer(peer: PeerInfo, pushed: boolean): void {
    const changed = this.#parts.directory.update(peer);
    const identity = asHex<IdentityKey>(peer.identity);
    const presence = this.#parts.directory.presence(identity, false);
    if (changed) this.#events.onPresence({ identity: peer.identity, username: peer.user }, presence);
    // devices come by push only for people I share a room with; the news may be that a device has an address now
    if (pushed && presence !== 'offline' && peer.devices === undefined && this.#isPartner(identity))
      this.#lookUpSoon(identity);
  }

  /** Where somebody is: who cannot be looked up now is the next time. */
  #lookUpSoon(identity: IdentityKey): void {
    this.#parts.flows.run(this.lookUp({ identity }));
  }

  #isPartner(identity: IdentityKey): boolean {
    for (const { stored } of this.#parts.conversations.all) if (stored.partner?.identity === identity) return true;
    return false;
  }

  #onRoom(push: Push & { status: 'ROOM_UPDATE' }): void {
    this.#list(push.room);
    if ('members' in push.room) {
      this.#parts.logs.take(asHex<RoomKey>(push.room.roomId), { certs: push.certs ?? [], entries: push.entries ?? [] });
      this.#onMine(push.room, false);
    }
  }

  #list(room: RoomSummary): void {
    const key = asHex<RoomKey>(room.roomId);
    if (room.deleted === true || !room.listed) this.#listed.delete(key);
    else if (this.#listed.has(key) || this.#listed.size < maxListed) this.#listed.set(key, room);
    this.#events.onChanged({ rooms: [key] });
  }

  #onMine(room: RoomDetail, compare: boolean): void {
    for (const peer of this.#parts.directory.updateMembers(room.members)) {
      const presence = this.#parts.directory.presence(asHex<IdentityKey>(peer.identity), false);
      this.#events.onPresence({ identity: peer.identity, username: peer.user }, presence);
    }
    const { conversations, memberships } = this.#parts;
    const key = asHex<RoomKey>(room.roomId);
    if (conversations.get(key) === undefined && conversations.size >= maxRooms) return;
    const conversation = conversations.ensure({ room: key, kind: 'group' });
    if (!compare && memberships.operations(conversation).length === room.ops) return;
    this.#start('ROOM_OPS', this.#compare(key, room.ops));
  }

  /** Fetches what the tracker has beyond what I do, and puts there what it lacks; `count` is how many entries it has. */
  *#compare(room: RoomKey, count: number): Flow<void> {
    const failed = yield* this.#parts.logs.update(room);
    const { conversations, memberships } = this.#parts;
    const conversation = conversations.get(room);
    const isMine = conversation !== undefined && memberships.takesPart(conversation);
    // the tracker's word alone makes no room mine
    if (conversation !== undefined && !isMine) this.#events.onUnknownRoom(room);
    this.#events.onChanged({ rooms: [room] });
    if (isMine && failed === undefined && memberships.operations(conversation).length > count)
      yield* this.#reupload(conversation);
  }

  /**
   * Either I am no member any more, by another device of mine or somebody else, and then nobody but the tracker would tell me;
   * or the tracker should know the room and does not: it was restored, or I was offline.
   */
  *#restore(room: RoomKey): Flow<void> {
    yield* this.#parts.logs.update(room);
    this.#events.onChanged({ rooms: [room] });
    const { conversations, memberships } = this.#parts;
    const conversation = conversations.get(room);
    if (conversation !== undefined && memberships.standing(conversation).readOnly === undefined)
      yield* this.#reupload(conversation);
  }

  *#reupload(conversation: Conversation): Flow<void> {
    const { room } = conversation;
    const failed = yield* failureOf(this.#parts.logs.put(conversation, {}));
    if (failed === undefined) return;
    this.#warn('PUT_OPS', failed);
    if (failed.code !== 'ROOM_EXISTS' || this.#refused.has(room)) return;
    this.#refused.add(room);
    this.#events.onRefused(room, failed);
  }

  #warn(what: Verb, { code, message }: AppError): void {
    if (code !== 'OFFLINE') this.#parts.env.logger.log('warn', `${what}: ${code} ${message}`);
  }
}
