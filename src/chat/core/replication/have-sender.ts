import type { Disposable, Env } from '../../../../common/base/index.ts';
import { coveredEnd } from '../../../../common/log/index.ts';
import {
  encodeFrame,
  encodeHave,
  frameTypes,
  peerLimits,
  type Have,
  type HaveRecord,
  type Want,
} from '../../../../common/protocol/peer/index.ts';
import {
  type AuthorKey,
  identityOf,
  type LogKey,
  logKey,
  type LogKind,
  type RoomKey,
} from '../../../../common/model/index.ts';
import { HaveRecords, type HaveRecordsParts } from './have-records.ts';
import { ChangedLogs } from './changed-logs.ts';
import type { Conversations } from './conversations.ts';
import type { LogOwner } from './log-owner.ts';
import type { Conversation } from './conversation.ts';
import type { PeerSession } from './peer-session.ts';
import type { Scope } from '../../../../common/membership/index.ts';
import type { EntryPolicy } from './policy.ts';
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
  readonly changed: ChangedLogs;
  timer: Disposable | undefined;
  /** Something is told later. */
  lateTimer: Disposable | undefined;
  /** Milliseconds of the monotonic clock. */
  at: number;
}

interface HaveSenderParts extends HaveRecordsParts {
  readonly env: Pick<Env, 'clock' | 'random'>;
  readonly conversations: Pick<Conversations, 'get'>;
  readonly links: Pick<Links, 'send' | 'requestRoom'>;
  readonly policy: EntryPolicy;
}

/**
 * Tells peers what is held here: everything once a link is in use, then only what a commit changed. One HAVE is
 * acknowledgement and offer alike, so it speaks of durable entries only.
 */
export class HaveSender {
  readonly #parts: HaveSenderParts;
  readonly #records: HaveRecords;
  readonly #sent = new WeakMap<PeerSession, Sent>();

  constructor(parts: HaveSenderParts) {
    this.#parts = parts;
    this.#records = new HaveRecords(parts);
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
    sent.changed.forget(conversation.room);
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

  /**
   * More of this log is durable. Within 100 ms that is told to its author, to whoever asked me for it lately, and, where it came by
   * somebody else (`relayed`), to whom it is news; to the others after a second or two, and not at all if they say first that they
   * have it. So one message costs frames by how many hear it, not by how many pairs they are.
   */
  markChanged(session: PeerSession, conversation: Conversation, owner: LogOwner, relayed = false): void {
    const sent = this.#of(session);
    const { room } = conversation;
    if (!this.#isTold(sent, room, owner.kind)) return;
    const log = conversation.keyOf(owner.kind, owner.author);
    const now = this.#parts.env.clock.mono();
    const isAuthor = identityOf(owner.author) === session.certificate.identity;
    const concerns = isAuthor || sent.changed.wants(now, room, log);
    if (concerns || (relayed && this.#isNews(session, room, log, owner))) return sent.changed.addSoon(room, log, owner);
    sent.changed.addLate(now, room, log, owner);
  }

  /** Whoever asks for a log is told of it at once from now on. */
  onWant(session: PeerSession, conversation: Conversation, want: Want): void {
    const { changed } = this.#of(session);
    const now = this.#parts.env.clock.mono();
    if (want.mode === 'newest') changed.onAsked(now, conversation.room);
    if (want.mode === 'ranges') for (const range of want.ranges) changed.onAsked(now, conversation.room, logKey(range));
  }

  /** I have read more of these logs: their author is told within 100 ms. */
  markRead(session: PeerSession, conversation: Conversation, authors: readonly AuthorKey[]): void {
    for (const author of authors) {
      if (this.#records.tellsRead(session.certificate, author))
        this.markChanged(session, conversation, { author, kind: 'content' });
    }
  }

  /** Sends the gathered changes now, or as soon as the interval allows. */
  flush(session: PeerSession): void {
    const sent = this.#of(session);
    this.#takeDue(session, sent);
    if (sent.timer !== undefined || sent.changed.size + sent.asked.size === 0) return;
    const { clock } = this.#parts.env;
    const wait = sent.at + haveInterval - clock.mono();
    if (wait > 0) {
      sent.timer = clock.setTimer(wait, () => {
        sent.timer = undefined;
        this.flush(session);
      });
      return;
    }
    sent.at = clock.mono();
    this.#answerOne(session, sent);
    for (const room of sent.changed.rooms) {
      // the rest, and what changes until then, when the link has drained
      if (!this.#requestRoom(session)) return;
      const owners = sent.changed.take(room);
      const conversation = this.#parts.conversations.get(room);
      if (conversation === undefined) continue;
      const records = owners.flatMap((owner) => this.#records.one(session.certificate, conversation, owner) ?? []);
      this.#send(session, conversation, records, { full: false, ask: false });
    }
  }

  #takeDue(session: PeerSession, sent: Sent): void {
    const { clock } = this.#parts.env;
    const next = sent.changed.takeDue(
      clock.mono(),
      (room, log, owner) => this.#isTold(sent, room, owner.kind) && this.#isNews(session, room, log, owner),
    );
    if (next === undefined) return;
    sent.lateTimer ??= clock.setTimer(next, () => {
      sent.lateTimer = undefined;
      this.flush(session);
    });
  }

  #isTold({ scopes }: Sent, room: RoomKey, kind: LogKind): boolean {
    const scope = scopes.get(room);
    return scope === 'all' || scope === kind;
  }

  /** By its last word it does not hold all of this log that I do. */
  #isNews({ claims }: PeerSession, room: RoomKey, log: LogKey, { author, kind }: LogOwner): boolean {
    const held = this.#parts.conversations.get(room)?.logs[kind].get(author)?.durable;
    const said = claims.of(room)?.get(log);
    return held !== undefined && (said === undefined || said.to < coveredEnd(held) || said.prefix < held.prefix);
  }

  /** One conversation in each interval: whoever asks costs no more than that, however often. */
  #answerOne(session: PeerSession, sent: Sent): void {
    const [room] = sent.asked;
    if (room === undefined || !this.#requestRoom(session)) return;
    sent.asked.delete(room);
    const conversation = this.#parts.conversations.get(room);
    const scope = sent.scopes.get(room) ?? 'none';
    if (conversation !== undefined && scope !== 'none') this.#sendAll(session, conversation, scope, false);
    if (sent.asked.size > 0) this.flush(session);
  }

  /** The link has ended. */
  onDown(session: PeerSession): void {
    this.#sent.get(session)?.timer?.dispose();
    this.#sent.get(session)?.lateTimer?.dispose();
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
      changed: new ChangedLogs(this.#parts.env.random.nextInt(1000) / 1000),
      timer: undefined,
      lateTimer: undefined,
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
    sent.changed.forget(conversation.room);
    sent.asked.delete(conversation.room);
    this.#send(session, conversation, this.#records.all(session.certificate, conversation, scope), { full: true, ask });
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
