import type { Disposable, Env } from '../../../../common/base/index.ts';
import { tipOf } from '../../../../common/log/index.ts';
import {
  encodeFrame,
  encodeHave,
  frameTypes,
  peerLimits,
  type Have,
  type HaveRecord,
} from '../../../../common/protocol/peer/index.ts';
import {
  type AuthorKey,
  type Certificate,
  deviceOf,
  identityOf,
  type LogKey,
  logKey,
  type LogKind,
  type RoomKey,
} from '../../../../common/model/index.ts';
import type { Conversation, LogState } from './conversation.ts';
import type { PeerSession } from './peer-session.ts';
import type { Scope } from '../../../../common/membership/index.ts';
import type { EntryPolicy, ReadUpTo } from './policy.ts';
import type { Links } from '../ports.ts';

/** At most one HAVE per link in this time, milliseconds. */
const haveInterval = 100;

/** What a peer has been told. */
interface Sent {
  /** What I last offered of each conversation in full. */
  readonly scopes: Map<RoomKey, Scope>;
  /** Groups that the peer has named itself: who is no member by my evaluation learns of none from me. */
  readonly named: Set<RoomKey>;
  /** Conversations of which it has asked for everything. */
  readonly asked: Set<RoomKey>;
  /** Logs that have changed since. */
  readonly changed: Map<RoomKey, Set<LogKey>>;
  timer: Disposable | undefined;
  /** Milliseconds of the monotonic clock. */
  at: number;
}

interface HaveSenderParts {
  readonly env: Pick<Env, 'clock'>;
  readonly me: Certificate;
  readonly links: Pick<Links, 'send' | 'requestRoom'>;
  readonly policy: EntryPolicy;
  readonly readUpTo: ReadUpTo;
  /** Others may know what I have read. */
  readonly mayTellReads: () => boolean;
}

/**
 * Tells peers what is held here: everything once a link is in use, then only what a commit changed. One HAVE is
 * acknowledgement and offer alike, so it speaks of durable entries only.
 */
export class HaveSender {
  readonly #parts: HaveSenderParts;
  readonly #sent = new WeakMap<PeerSession, Sent>();

  constructor(parts: HaveSenderParts) {
    this.#parts = parts;
  }

  /**
   * A full HAVE, unless the peer has had one for the same scope. While the link is full nothing: to be called again once it has
   * drained. `ask`: what it said before may not have been heard, so it is to say everything once more.
   */
  sendFull(session: PeerSession, conversation: Conversation, ask = true): void {
    const sent = this.#of(session);
    const scope = this.#scopeFor(session, conversation, sent);
    const before = sent.scopes.get(conversation.room);
    if (scope === before || (scope !== 'none' && !this.#requestRoom(session))) return;
    sent.changed.delete(conversation.room);
    // who comes back, and has been refused meanwhile, is to hear it anew
    if (scope === 'none') return void sent.scopes.delete(conversation.room);
    sent.scopes.set(conversation.room, scope);
    // less than before is no reason to ask
    this.#sendAll(session, conversation, scope, ask && before !== 'all');
  }

  /** It speaks of the conversation, and is heard. `ask`: it wants to hear everything. */
  onHeard(session: PeerSession, conversation: Conversation, ask: boolean): void {
    const { named, asked } = this.#of(session);
    if (conversation.has('control')) named.add(conversation.room);
    if (conversation.isExpected) return;
    const had = this.#of(session).scopes.get(conversation.room);
    this.sendFull(session, conversation);
    // what it has just been told answers it
    if (ask && had === this.#of(session).scopes.get(conversation.room)) asked.add(conversation.room);
  }

  /** More of this log is durable: say so within 100 ms. */
  markChanged(session: PeerSession, conversation: Conversation, author: AuthorKey, kind: LogKind): void {
    const sent = this.#of(session);
    const scope = sent.scopes.get(conversation.room);
    if (scope === undefined || (scope === 'control' && kind === 'content')) return;
    const keys = sent.changed.get(conversation.room) ?? new Set();
    sent.changed.set(conversation.room, keys.add(conversation.keyOf(kind, author)));
  }

  /** I have read more of these logs: their author is told within 100 ms. */
  markRead(session: PeerSession, conversation: Conversation, authors: readonly AuthorKey[]): void {
    for (const author of authors) {
      if (this.#tellsRead(session, author)) this.markChanged(session, conversation, author, 'content');
    }
  }

  /** Sends the gathered changes now, or as soon as the interval allows. */
  flush(session: PeerSession, find: (room: Conversation['room']) => Conversation | undefined): void {
    const sent = this.#of(session);
    if (sent.timer !== undefined || sent.changed.size + sent.asked.size === 0) return;
    const wait = sent.at + haveInterval - this.#parts.env.clock.mono();
    if (wait > 0) {
      sent.timer = this.#parts.env.clock.setTimer(wait, () => {
        sent.timer = undefined;
        this.flush(session, find);
      });
      return;
    }
    sent.at = this.#parts.env.clock.mono();
    this.#answerOne(session, sent, find);
    for (const [room, keys] of sent.changed) {
      // the rest, and what changes until then, when the link has drained
      if (!this.#requestRoom(session)) return;
      sent.changed.delete(room);
      const conversation = find(room);
      if (conversation === undefined) continue;
      const records = this.#records(session, conversation, 'all').filter((record) => keys.has(logKey(record)));
      this.#send(session, conversation, records, { full: false, ask: false });
    }
  }

  /** One conversation in each interval: whoever asks costs no more than that, however often. */
  #answerOne(session: PeerSession, sent: Sent, find: (room: RoomKey) => Conversation | undefined): void {
    const [room] = sent.asked;
    if (room === undefined || !this.#requestRoom(session)) return;
    sent.asked.delete(room);
    const conversation = find(room);
    const scope = sent.scopes.get(room) ?? 'none';
    if (conversation !== undefined && scope !== 'none') this.#sendAll(session, conversation, scope, false);
    if (sent.asked.size > 0) this.flush(session, find);
  }

  /** The link has ended. */
  onDown(session: PeerSession): void {
    this.#sent.get(session)?.timer?.dispose();
    this.#sent.delete(session);
  }

  #requestRoom({ certificate }: PeerSession): boolean {
    return this.#parts.links.requestRoom(certificate.device);
  }

  #of(session: PeerSession): Sent {
    const known = this.#sent.get(session);
    if (known !== undefined) return known;
    const fresh: Sent = {
      scopes: new Map(),
      named: new Set(),
      asked: new Set(),
      changed: new Map(),
      timer: undefined,
      at: -Infinity,
    };
    this.#sent.set(session, fresh);
    return fresh;
  }

  #scopeFor({ certificate }: PeerSession, conversation: Conversation, { named }: Sent): Scope {
    const scope = this.#parts.policy.scopeFor(conversation, certificate);
    return scope === 'none' && named.has(conversation.room) ? 'control' : scope;
  }

  #sendAll(session: PeerSession, conversation: Conversation, scope: 'all' | 'control', ask: boolean): void {
    const sent = this.#of(session);
    sent.changed.delete(conversation.room);
    sent.asked.delete(conversation.room);
    this.#send(session, conversation, this.#records(session, conversation, scope), { full: true, ask });
  }

  #records(session: PeerSession, conversation: Conversation, scope: 'all' | 'control'): HaveRecord[] {
    const kinds: readonly LogKind[] = scope === 'all' ? ['content', 'control'] : ['control'];
    return kinds.flatMap((kind) =>
      [...conversation.logs[kind]].map(([author, log]) => {
        const read =
          kind === 'content' && this.#tellsRead(session, author) ? this.#parts.readUpTo(conversation.room, author) : 0;
        const ids = { device: deviceOf(author), log: conversation.logId(kind, identityOf(author)) };
        return { ...ids, ...coverageOf(log), read };
      }),
    );
  }

  /** What I have read is the business of its author alone. */
  #tellsRead({ certificate }: PeerSession, author: AuthorKey): boolean {
    if (certificate.identity === this.#parts.me.identity || !this.#parts.mayTellReads()) return false;
    return identityOf(author) === certificate.identity;
  }

  #send(
    session: PeerSession,
    conversation: Conversation,
    records: readonly HaveRecord[],
    { full, ask }: Pick<Have, 'full' | 'ask'>,
  ): void {
    let at = 0;
    do {
      const part = records.slice(at, at + peerLimits.haveRecords);
      at += peerLimits.haveRecords;
      const more = at < records.length;
      // once, when all has been said
      const body = encodeHave({ room: conversation.id, full, more, ask: ask && !more, records: part });
      this.#parts.links.send(session.certificate.device, encodeFrame(frameTypes.HAVE, body), 'have');
    } while (at < records.length);
  }
}

/** Of several segments above gaps the newest is told. */
const coverageOf = ({ durable }: LogState): Omit<HaveRecord, 'device' | 'log' | 'read'> => {
  const { prefix, ahead } = durable;
  const { from = prefix, to = prefix } = ahead.at(-1) ?? {};
  return { prefix, from, to, newest: tipOf(durable).id };
};
