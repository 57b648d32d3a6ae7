import type { Env } from '../../../../common/base/index.ts';
import { compareHlc, decodeControl, directKey } from '../../../../common/log/index.ts';
import {
  limits,
  type Certificate,
  type DeviceKey,
  type Hlc,
  type IdentityKey,
  type Loaded,
  type LogId,
  type LogKind,
  type RoomKey,
  type StoredEntry,
  type StoredRoom,
} from '../../../../common/model/index.ts';
import { evaluate, type Operation } from '../../../../common/membership/index.ts';
import type { Certificates } from './certificates.ts';
import { Conversation } from './conversation.ts';
import type { ReadMarks } from '../own-devices/read-marks.ts';

/** All conversations of this account, found by key or by the id of one of their logs. */
export class Conversations {
  readonly #env: Pick<Env, 'crypto' | 'clock'>;
  readonly #me: Certificate;
  readonly #certificates: Certificates;
  readonly #reads: ReadMarks;
  readonly #onDropped: (room: RoomKey) => void;
  readonly #byRoom = new Map<RoomKey, Conversation>();
  readonly #byLog = new Map<LogId, { conversation: Conversation; kind: LogKind }>();

  constructor(
    env: Pick<Env, 'crypto' | 'clock'>,
    me: Certificate,
    certificates: Certificates,
    reads: ReadMarks,
    onDropped: (room: RoomKey) => void = () => {},
  ) {
    this.#env = env;
    this.#me = me;
    this.#certificates = certificates;
    this.#reads = reads;
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
    const conversation = new Conversation(this.#env.crypto, stored, this.#me, this.#reads.of(stored.room));
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

  /** A control entry as `evaluate` takes it; undefined while its author's certificate is missing. */
  operation(stored: Pick<StoredEntry, 'entry'>): Operation | undefined {
    const author = this.#certificates.get(stored.entry.device);
    if (author === undefined) return undefined;
    const body = stored.entry.body === undefined ? undefined : decodeControl(stored.entry.body);
    return { entry: stored.entry, body, author: { identity: author.identity, username: author.username } };
  }

  /** The certificate of a device is another now: its operations get their true author. Answers where there are any. */
  reattribute(device: DeviceKey): Conversation[] {
    const touched = [...this.all].filter(({ logs }) => logs.control.has(device));
    for (const conversation of touched) {
      conversation.operations = conversation.operations.flatMap((one) => this.operation(one) ?? []);
      this.evaluate(conversation);
    }
    return touched;
  }

  evaluate(conversation: Conversation): void {
    if (conversation.controlLog === undefined) return;
    conversation.membership = evaluate(this.#env.crypto, conversation.room, conversation.operations);
  }

  /** Follows a clock that was seen, unless it runs too far ahead of ours. */
  follow(conversation: Conversation, clock: Hlc): void {
    if (clock.ms > this.#env.clock.wall() + limits.clockAhead) return;
    if (compareHlc(clock, conversation.clock) > 0) conversation.clock = clock;
  }

  load(loaded: Loaded): void {
    for (const room of loaded.rooms) this.ensure(room).persisted = true;
    for (const head of loaded.heads) {
      const conversation = this.#byRoom.get(head.room);
      if (conversation === undefined) continue;
      const { prefix, id, clock, ahead } = head;
      const log = conversation.log(head.kind, head.device);
      log.durable = { prefix, id, clock, ahead };
      log.written = log.durable;
      log.pending = log.durable;
      for (const one of [head, ...ahead]) {
        this.follow(conversation, one.clock);
        if (compareHlc(one.clock, conversation.diskClock) > 0) conversation.diskClock = one.clock;
      }
    }
    for (const stored of loaded.control) {
      const operation = this.operation(stored);
      if (operation !== undefined) this.#byRoom.get(stored.room)?.operations.push(operation);
    }
    for (const { room, device, seq, mention } of loaded.unread) {
      this.#byRoom.get(room)?.unread.add(device, seq, mention);
    }
    for (const have of loaded.peerHave) {
      const conversation = this.#byRoom.get(have.room);
      if (conversation === undefined || have.kind !== 'content') continue;
      const { peer, device, prefix, read, prefixRise, readRise } = have;
      const marks = conversation.acknowledged.get(peer) ?? new Map();
      conversation.acknowledged.set(peer, marks.set(device, { prefix, read }));
      const receipts = conversation.receipts.get(peer) ?? new Map();
      conversation.receipts.set(peer, receipts.set(device, { prefix, read, prefixRise, readRise }));
    }
    for (const audience of loaded.audiences) this.#byRoom.get(audience.room)?.audiences.load(audience);
    for (const conversation of this.#byRoom.values()) {
      this.evaluate(conversation);
      conversation.begin();
    }
  }
}
