import type { Env } from '../../../../common/base/index.ts';
import { compareHlc, coveredEnd, directKey, roomId, tipOf } from '../../../../common/log/index.ts';
import type {
  Certificate,
  IdentityKey,
  Loaded,
  LogId,
  RoomId,
  RoomKey,
  StoredRoom,
} from '../../../../common/model/index.ts';
import { Conversation } from './conversation.ts';
import { LogIds, type LogName } from './log-ids.ts';

/** All conversations of this account, found by key, by id, or by the id of a log. */
export class Conversations {
  readonly #env: Pick<Env, 'crypto'>;
  readonly #me: Certificate;
  readonly #onDropped: (room: RoomKey) => void;
  readonly #byRoom = new Map<RoomKey, Conversation>();
  readonly #byId = new Map<RoomId, Conversation>();
  readonly #logIds: LogIds;

  constructor(env: Pick<Env, 'crypto'>, me: Certificate, onDropped: (room: RoomKey) => void = () => {}) {
    this.#env = env;
    this.#me = me;
    this.#logIds = new LogIds(env.crypto);
    this.#onDropped = onDropped;
  }

  /** Without those that are only expected. */
  get all(): Iterable<Conversation> {
    return [...this.#byRoom.values()].filter(({ isExpected }) => !isExpected);
  }

  get size(): number {
    return this.#byRoom.size;
  }

  get(room: RoomKey): Conversation | undefined {
    return this.#byRoom.get(room);
  }

  byId(id: RoomId): Conversation | undefined {
    const found = this.#byId.get(id);
    return found?.isExpected === true ? undefined : found;
  }

  /** Also one that nobody has begun here, if it is the direct one with this person: an entry of it proves that he has. */
  namedBy(id: RoomId, partner: Pick<Certificate, 'identity' | 'username'>): Conversation | undefined {
    const known = this.#byId.get(id);
    if (known !== undefined || partner.identity === this.#me.identity) return known;
    const room = directKey(this.#env.crypto, this.#me.identity, partner.identity);
    if (roomId(room) !== id) return undefined;
    const expected = this.direct(partner);
    if (expected !== undefined) expected.isExpected = true;
    return expected;
  }

  /** What was expected of somebody has not come. */
  dropExpected({ identity }: Pick<Certificate, 'identity'>): void {
    const expected = [...this.#byRoom.values()].find(
      (one) => one.isExpected && one.stored.partner?.identity === identity,
    );
    if (expected !== undefined) this.drop(expected);
  }

  /** Undefined for a log that nobody has named yet. */
  byLog(log: LogId): (LogName & { readonly conversation: Conversation }) | undefined {
    const found = this.#logIds.find(log);
    if (found === undefined) return undefined;
    const conversation = this.#byRoom.get(found.room);
    return conversation?.has(found.kind) === true ? { ...found, conversation } : undefined;
  }

  /** The conversation with this key, made and registered if there is none yet. */
  ensure(stored: StoredRoom): Conversation {
    const known = this.#byRoom.get(stored.room);
    if (known !== undefined) {
      known.isExpected = false;
      return known;
    }
    const conversation = new Conversation(this.#logIds, stored);
    this.#byRoom.set(stored.room, conversation);
    this.#byId.set(conversation.id, conversation);
    return conversation;
  }

  /** The direct conversation with somebody; undefined with myself. */
  direct(partner: { readonly identity: IdentityKey; readonly username: string }): Conversation | undefined {
    if (partner.identity === this.#me.identity) return undefined;
    const room = directKey(this.#env.crypto, this.#me.identity, partner.identity);
    return this.ensure({ room, kind: 'direct', partner: { identity: partner.identity, username: partner.username } });
  }

  drop(conversation: Conversation): void {
    this.#byRoom.delete(conversation.room);
    this.#onDropped(conversation.room);
    this.#byId.delete(conversation.id);
  }

  /** The tips of all logs. */
  load(loaded: Pick<Loaded, 'rooms' | 'heads'>): void {
    for (const room of loaded.rooms) this.ensure(room).persisted = true;
    for (const head of loaded.heads) {
      const conversation = this.#byRoom.get(head.room);
      if (conversation === undefined) continue;
      const { prefix, id, clock, ahead } = head;
      const log = conversation.log(head.kind, head.author);
      log.durable = { prefix, id, clock, ahead };
      log.written = log.durable;
      log.pending = log.durable;
      log.inSight = head.inSight ?? { below: coveredEnd(log.durable), clock: tipOf(log.durable).clock };
      for (const one of [head, ...ahead]) {
        if (compareHlc(one.clock, conversation.diskClock) > 0) conversation.diskClock = one.clock;
      }
    }
  }
}
