import { AppError, type Disposable } from '../../../../common/base/index.ts';
import { asHex, type IdentityKey, type RoomKey } from '../../../../common/model/index.ts';
import type {
  PeerInfo,
  Push,
  ReplyOf,
  RequestOf,
  RoomDetail,
  RoomSummary,
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
    this.#refreshMine();
    this.#refreshListed();
    this.#refreshPeople();
    this.#lookUpPartners();
  }

  /** Asks again for the logs of my rooms: what came while nothing could be kept was dropped. */
  retry(): void {
    this.#refreshMine();
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
  lookUp(request: RequestOf<'LOOKUP'>, done: (peer: PeerInfo | AppError) => void): void {
    this.#parts.tracker.request('LOOKUP', request, (reply) => {
      if (reply instanceof AppError) return done(reply);
      this.#onPeer(reply.peer, false);
      done(reply.peer);
    });
  }

  /** Brings the listed rooms that a name may mean. */
  findListed(query: string, done: (error: AppError | undefined) => void): void {
    this.#parts.tracker.request('LIST_ROOMS', { query }, (reply) => {
      if (reply instanceof AppError) return done(reply);
      for (const room of reply.rooms) this.#list(room);
      done(undefined);
    });
  }

  dispose(): void {
    this.#publisher.dispose();
  }

  #refreshMine(): void {
    const { tracker, conversations } = this.#parts;
    const mine = new Set<string>();
    const take = ({ rooms }: ReplyOf<'LIST_ROOMS'>): void => {
      for (const room of rooms) {
        if (!('members' in room)) continue;
        mine.add(room.roomId);
        // counts may agree while the entries do not: after an absence both are compared
        this.#onMine(room, true);
      }
    };
    fetchAllPages(tracker, 'LIST_ROOMS', { mine: true }, take, (error) => {
      if (error !== undefined) return this.#warn('LIST_ROOMS', error);
      for (const conversation of conversations.all) {
        const open = conversation.stored.kind === 'group' && conversation.readOnly === undefined;
        if (open && !mine.has(conversation.room)) this.#onMissingAtTracker(conversation);
      }
    });
  }

  #refreshListed(): void {
    const gone = new Set(this.#listed.keys());
    const take = ({ rooms }: ReplyOf<'LIST_ROOMS'>): void => {
      for (const room of rooms) {
        gone.delete(asHex<RoomKey>(room.roomId));
        this.#list(room);
      }
    };
    fetchAllPages(this.#parts.tracker, 'LIST_ROOMS', {}, take, (error) => {
      if (error !== undefined) return this.#warn('LIST_ROOMS', error);
      for (const room of gone) this.#listed.delete(room);
      this.#events.onChanged({ rooms: gone });
    });
  }

  #refreshPeople(): void {
    const take = ({ peers }: ReplyOf<'LIST_PEERS'>): void => {
      for (const peer of peers) this.#onPeer(peer, false);
    };
    fetchAllPages(this.#parts.tracker, 'LIST_PEERS', {}, take, (error) => this.#warn('LIST_PEERS', error));
  }

  #lookUpPartners(): void {
    const { me, conversations } = this.#parts;
    // my own other devices are worth a link too
    const wanted = [...conversations.all].flatMap(({ stored: { partner } }) => partner?.identity ?? []);
    for (const identity of [me.identity, ...wanted]) this.lookUp({ identity }, () => {});
  }

  #onPeer(peer: PeerInfo, pushed: boolean): void {
    const changed = this.#parts.directory.update(peer);
    const identity = asHex<IdentityKey>(peer.identity);
    const presence = this.#parts.directory.presence(identity, false);
    if (changed) this.#events.onPresence(peer.user, presence);
    // devices come by push only for people I share a room with; the news may be that a device has an address now
    if (pushed && presence !== 'offline' && peer.devices === undefined && this.#isPartner(identity))
      this.lookUp({ identity }, () => {});
  }

  #isPartner(identity: IdentityKey): boolean {
    for (const { stored } of this.#parts.conversations.all) if (stored.partner?.identity === identity) return true;
    return false;
  }

  #onRoom(push: Push & { status: 'ROOM_UPDATE' }): void {
    this.#list(push.room);
    if ('members' in push.room) {
      this.#parts.logs.take({ certs: push.certs ?? [], entries: push.entries ?? [] });
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
      this.#events.onPresence(peer.user, presence);
    }
    const { conversations, logs, memberships } = this.#parts;
    const key = asHex<RoomKey>(room.roomId);
    if (conversations.get(key) === undefined && conversations.size >= maxRooms) return;
    const conversation = conversations.ensure({ room: key, kind: 'group' });
    if (!compare && conversation.operationCount === room.ops) return;
    logs.fetch(conversation, (error) => {
      memberships.evaluateNow(conversation);
      // the tracker's word alone makes no room mine
      if (!conversation.takesPart) this.#events.onUnknownRoom(conversation);
      else if (error === undefined && conversation.operationCount > room.ops) this.#reupload(conversation);
      this.#events.onChanged({ rooms: [conversation.room] });
    });
  }

  /**
   * Either I am no member any more, by another device of mine or somebody else, and then nobody but the tracker would tell me;
   * or the tracker should know the room and does not: it was restored, or I was offline.
   */
  #onMissingAtTracker(conversation: Conversation): void {
    const { logs, memberships } = this.#parts;
    logs.fetch(conversation, () => {
      memberships.evaluateNow(conversation);
      if (conversation.readOnly === undefined) this.#reupload(conversation);
      this.#events.onChanged({ rooms: [conversation.room] });
    });
  }

  #reupload(conversation: Conversation): void {
    this.#parts.logs.put(conversation, {}, (error) => {
      if (error === undefined) return;
      this.#warn('PUT_OPS', error);
      if (error.code !== 'ROOM_EXISTS' || this.#refused.has(conversation.room)) return;
      this.#refused.add(conversation.room);
      this.#events.onRefused(conversation, error);
    });
  }

  #warn(what: string, reply: unknown): void {
    if (reply instanceof AppError && reply.code !== 'OFFLINE') {
      this.#parts.env.logger.log('warn', `${what}: ${reply.code} ${reply.message}`);
    }
  }
}
