import type { Disposable, Env } from '../../../../common/base/index.ts';
import { encodeFrame, encodeTyping, frameTypes } from '../../../../common/protocol/peer/index.ts';
import { postDenial } from '../../../../common/membership/index.ts';
import {
  type Certificate,
  identityOf,
  type PagedEntry,
  type RoomId,
  type RoomKey,
  type StoredEntry,
  type Who,
} from '../../../../common/model/index.ts';
import type { ChatEvent, Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Memberships } from '../membership/memberships.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Projection } from '../replication/projection.ts';
import type { PeerSession } from '../replication/peer-session.ts';
import type { Links } from '../ports.ts';

/** Milliseconds between two of my frames about one conversation. */
const announceInterval = 3000;
/** Milliseconds after which somebody who says nothing more has stopped. */
const expiryMs = 6000;
/** People writing at the same time, in all conversations together. */
const maxWriters = 500;

interface Writer {
  readonly room: RoomKey;
  readonly who: Who;
  until: number;
  timer: Disposable;
}

interface TypingParts {
  readonly env: Pick<Env, 'clock'>;
  readonly me: Certificate;
  readonly links: Pick<Links, 'send'>;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
  readonly memberships: Memberships;
  /** Who is linked now. */
  sessions(): Iterable<PeerSession>;
  /** I may be seen to be here. */
  mayShow(): boolean;
  readonly emit: (event: ChatEvent) => void;
}

/** Who is writing: said to linked members while I do, believed of them for a few seconds. */
export class Typing implements Projection, Disposable {
  readonly #parts: TypingParts;
  readonly #announcedAt = new Map<RoomKey, number>();
  readonly #writers = new Map<string, Writer>();

  constructor(parts: TypingParts) {
    this.#parts = parts;
  }

  /** I am writing. Said as often as one likes. */
  readonly typing: Handlers['typing'] = ({ room }) => {
    const conversation = this.#parts.conversations.get(room);
    if (conversation !== undefined) this.#announce(conversation);
  };

  /** Somebody linked says so. Believed of the person itself, in a conversation that both are in. */
  onRemote({ certificate }: PeerSession, room: RoomId): void {
    const { env, me, conversations, memberships, certificates } = this.#parts;
    const { names } = certificates;
    const { identity, username } = certificate;
    const conversation = conversations.byId(room);
    if (conversation === undefined || identity === me.identity) return;
    if (postDenial(memberships.standing(conversation)) !== undefined || !memberships.has(conversation, identity))
      return;
    const until = env.clock.mono() + expiryMs;
    const known = this.#writers.get(conversation.room + identity);
    if (known !== undefined) known.until = until;
    else if (this.#writers.size < maxWriters)
      this.#begin(conversation.room, { identity, username: names.of(identity) ?? username }, until);
  }

  /** The message is there: nobody writes it any more. */
  written({ room }: Conversation, received: readonly PagedEntry[]): void {
    if (this.#writers.size === 0) return;
    for (const { kind, author } of received) {
      if (kind === 'content') this.#end(room + identityOf(author));
    }
  }

  /** A message of mine is on its way and ends what the others believe: what I write next is said at once. */
  durable({ room }: Conversation, _: readonly StoredEntry[], own: readonly PagedEntry[]): void {
    if (own.some(({ kind }) => kind === 'content')) this.#announcedAt.delete(room);
  }

  dispose(): void {
    for (const { timer } of this.#writers.values()) timer.dispose();
    this.#writers.clear();
  }

  #announce(conversation: Conversation): void {
    const { env, me, links, memberships } = this.#parts;
    const now = env.clock.mono();
    const last = this.#announcedAt.get(conversation.room) ?? -announceInterval;
    if (now - last < announceInterval || !this.#parts.mayShow()) return;
    if (postDenial(memberships.standing(conversation)) !== undefined) return;
    this.#announcedAt.set(conversation.room, now);
    const frame = encodeFrame(frameTypes.TYPING, encodeTyping(conversation.id));
    for (const { certificate } of this.#parts.sessions()) {
      const other = certificate.identity !== me.identity && memberships.has(conversation, certificate.identity);
      if (other) links.send(certificate.device, frame, 'signal');
    }
  }

  #begin(room: RoomKey, who: Who, until: number): void {
    const key = room + who.identity;
    this.#writers.set(key, { room, who, until, timer: this.#watch(key, expiryMs) });
    this.#parts.emit({ type: 'typing', room, who, on: true });
  }

  /** One timer for each writer, however often it says so. */
  #watch(key: string, ms: number): Disposable {
    const { clock } = this.#parts.env;
    return clock.setTimer(ms, () => {
      const writer = this.#writers.get(key);
      if (writer === undefined) return;
      const left = writer.until - clock.mono();
      if (left > 0) writer.timer = this.#watch(key, left);
      else this.#end(key);
    });
  }

  #end(key: string): void {
    const writer = this.#writers.get(key);
    if (writer === undefined) return;
    writer.timer.dispose();
    this.#writers.delete(key);
    this.#parts.emit({ type: 'typing', room: writer.room, who: writer.who, on: false });
  }
}
