import type { Env } from '../../../../common/base/index.ts';
import { compareHlc, coveredEnd, directKey, tipOf } from '../../../../common/log/index.ts';
import type {
  Certificate,
  IdentityKey,
  Loaded,
  LogId,
  LogKind,
  RoomKey,
  StoredRoom,
} from '../../../../common/model/index.ts';
import { Conversation } from './conversation.ts';

/** All conversations of this account, found by key or by the id of one of their logs. */
export class Conversations {
  readonly #env: Pick<Env, 'crypto'>;
  readonly #me: Certificate;
  readonly #onDropped: (room: RoomKey) => void;
  readonly #byRoom = new Map<RoomKey, Conversation>();
  readonly #byLog = new Map<LogId, { conversation: Conversation; kind: LogKind }>();

  constructor(env: Pick<Env, 'crypto'>, me: Certificate, onDropped: (room: RoomKey) => void = () => {}) {
    this.#env = env;
    this.#me = me;
    this.#onDropped = onDropped;
  }

  get all(): Iterable<Conversation> {
    return this.#byRoom.values();
  }

  get size(): number {
    return this.#byRoom.size;
  }

  get(room: RoomKey): Conversation | undefined {
    return this.#byRoom.get(room);
  }

  byLog(log: LogId): { readonly conversation: Conversation; readonly kind: LogKind } | undefined {
    return this.#byLog.get(log);
  }

  /** The conversation with this key, made and registered if there is none yet. */
  ensure(stored: StoredRoom): Conversation {
    const known = this.#byRoom.get(stored.room);
    if (known !== undefined) return known;
    const conversation = new Conversation(this.#env.crypto, stored);
    this.#byRoom.set(stored.room, conversation);
    for (const kind of ['content', 'control'] as const) {
      const log = conversation.logId(kind);
      if (log !== undefined) this.#byLog.set(log, { conversation, kind });
    }
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
    for (const kind of ['content', 'control'] as const) {
      const log = conversation.logId(kind);
      if (log !== undefined) this.#byLog.delete(log);
    }
  }

  /** The tips of all logs. */
  load(loaded: Pick<Loaded, 'rooms' | 'heads'>): void {
    for (const room of loaded.rooms) this.ensure(room).persisted = true;
    for (const head of loaded.heads) {
      const conversation = this.#byRoom.get(head.room);
      if (conversation === undefined) continue;
      const { prefix, id, clock, ahead } = head;
      const log = conversation.log(head.kind, head.device);
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
