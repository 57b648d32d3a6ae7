import { AppError, attempt, type Disposable, type Env } from '../../../../common/base/index.ts';
import {
  encodeCerts,
  encodeEntries,
  encodeFrame,
  frameTypes,
  peerLimits,
  type Entries,
  type Want,
  type WantRange,
} from '../../../../common/protocol/peer/index.ts';
import type { AuthorKey, Certificate, Entry } from '../../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import { durableOf, type Conversation } from './conversation.ts';
import { ownerOf, type LogOwner } from './log-owner.ts';
import type { Conversations } from './conversations.ts';
import { tombstonesFor, type CoveredAnswer } from './tombstones.ts';
import { newestRuns, toFrames, totalWeight, withBodies } from './frames.ts';
import type { PeerSession } from './peer-session.ts';
import type { EntryPolicy } from './policy.ts';
import type { Links, Store } from '../ports.ts';

const maxWaitingWants = 4;
/** A question that has waited so long, milliseconds, was given up by whoever asks another one: it asks one at a time, every 30 s at most. */
const forgetAfter = 20_000;
/** Between two answers to one peer, milliseconds: whoever asks without taking in what it gets waits, and nobody else. */
const answerInterval = 2;

/** What a peer asks, and has been given. */
interface Asking {
  wants: readonly { readonly want: Want; readonly at: number }[];
  /** Whose certificates it has from me; its own and mine came with HELLO. */
  readonly certificatesSent: Set<AuthorKey>;
  /** When the last one was answered, milliseconds of the monotonic clock. */
  answeredAt: number;
  /** The next one is about to be answered. */
  answering: Disposable | undefined;
}

interface WantResponderParts {
  readonly me: Certificate;
  readonly env: Pick<Env, 'clock' | 'logger' | 'turn'>;
  readonly policy: EntryPolicy;
  readonly store: Pick<Store, 'range' | 'page' | 'find'>;
  readonly links: Pick<Links, 'send' | 'requestRoom'>;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
}

/** Answers WANT from the store, of each peer one at a time. Only what is durable here is shown to others. */
export class WantResponder {
  readonly #parts: WantResponderParts;
  readonly #asking = new WeakMap<PeerSession, Asking>();

  constructor(parts: WantResponderParts) {
    this.#parts = parts;
  }

  /** Throws AppError when more WANTs wait than one link may have. Over a slow link they may wait long, and are given up. */
  onWant(session: PeerSession, want: Want): void {
    const asking = this.#of(session);
    const now = this.#parts.env.clock.mono();
    const waiting = asking.wants.filter(({ at }) => now - at < forgetAfter);
    if (waiting.length >= maxWaitingWants) throw new AppError('BAD_OPERATION', 'too many WANT at once');
    asking.wants = [...waiting, { want, at: now }];
    this.#soon(session);
  }

  /** The link can take more. */
  onDrained(session: PeerSession): void {
    if ((this.#asking.get(session)?.wants.length ?? 0) > 0) this.#soon(session);
  }

  /** The link has ended. */
  onDown(session: PeerSession): void {
    this.#asking.get(session)?.answering?.dispose();
    this.#asking.delete(session);
  }

  #of(session: PeerSession): Asking {
    const known = this.#asking.get(session);
    if (known !== undefined) return known;
    const certificatesSent = new Set([this.#parts.me.author, session.certificate.author]);
    const asking = { wants: [], certificatesSent, answeredAt: -Infinity, answering: undefined };
    this.#asking.set(session, asking);
    return asking;
  }

  #soon(session: PeerSession): void {
    const { env } = this.#parts;
    const asking = this.#of(session);
    const wait = asking.answeredAt + answerInterval - env.clock.mono();
    const later = (run: () => void): Disposable => (wait > 0 ? env.clock.setTimer(wait, run) : env.turn(run));
    asking.answering ??= later(() => {
      asking.answering = undefined;
      // an answer is made only once the last ones are on their way: `onDrained` goes on
      const [next, ...rest] = asking.wants;
      if (next === undefined || !this.#requestRoom(session)) return;
      asking.wants = rest;
      asking.answeredAt = env.clock.mono();
      // no answer is a slow one: others are asked meanwhile, and this one later again
      const failed = attempt(() => this.#answer(session, next.want));
      if (failed instanceof AppError) env.logger.log('warn', `a WANT has no answer: ${failed.message}`);
      this.#soon(session);
    });
  }

  #requestRoom({ certificate }: PeerSession): boolean {
    return this.#parts.links.requestRoom(certificate.device);
  }

  #answer(session: PeerSession, want: Want): void {
    const conversation = this.#parts.conversations.byId(want.room);
    // operations are open to those who are no members yet
    const all = conversation !== undefined && this.#parts.policy.scopeFor(conversation, session.certificate) === 'all';
    const { deletions, entries } = this.#find(conversation, want, all);
    if (conversation !== undefined && want.mode === 'ranges')
      this.#sendAuthors(session, conversation, want.ranges, all);
    // single bodies are no runs and need no anchor; they fit into one frame
    const frames = want.mode === 'bodies' ? [entries] : toFrames(entries);
    for (const shown of deletions) this.#send(session, conversation, 'answer', shown);
    for (const [i, frame] of frames.entries()) {
      this.#send(session, conversation, i < frames.length - 1 ? 'answer' : 'last', frame);
    }
  }

  #find(conversation: Conversation | undefined, want: Want, all: boolean): CoveredAnswer {
    const { policy, certificates, store } = this.#parts;
    if (conversation === undefined) return { deletions: [], entries: [] };
    return tombstonesFor(store, certificates, policy, conversation, this.#entries(conversation, want, all));
  }

  #entries(conversation: Conversation, want: Want, all: boolean): readonly Entry[] {
    const { store } = this.#parts;
    const { room } = conversation;
    const maxBytes = Math.min(want.maxBytes, peerLimits.entriesBytes);
    if (want.mode === 'ranges') return this.#ranges(conversation, want.ranges, all, maxBytes);
    if (!all) return [];
    if (want.mode === 'newest') {
      const { entries } = store.page({ room, limit: want.count, kinds: 'entries' });
      return newestRuns(durableOf(conversation, entries), maxBytes);
    }
    return withBodies(durableOf(conversation, store.find({ room, ids: want.ids })), maxBytes);
  }

  #ranges(conversation: Conversation, ranges: readonly WantRange[], all: boolean, most: number): readonly Entry[] {
    const { room } = conversation;
    const found: Entry[] = [];
    let maxBytes = most;
    for (const range of ranges) {
      if (maxBytes <= 0) break;
      const owner = this.#ownerOf(conversation, range, all);
      if (owner === undefined) continue;
      const { from, to } = range;
      const stored = this.#parts.store.range({ room, ...owner, from, to, maxBytes });
      // a commit ends at an anchor, so what is left of a run does too
      const entries = durableOf(conversation, stored).map(({ entry }) => entry);
      found.push(...entries);
      maxBytes -= totalWeight(entries);
    }
    return found;
  }

  /** Of a log that the peer may be given. */
  #ownerOf(conversation: Conversation, named: Pick<Entry, 'device' | 'log'>, all: boolean): LogOwner | undefined {
    const owner = ownerOf(this.#parts.certificates, conversation, named);
    return all || owner?.kind === 'control' ? owner : undefined;
  }

  /** Who asks for a log may not know whose it is: that is said even where nothing of the log can be given. */
  #sendAuthors(session: PeerSession, conversation: Conversation, ranges: readonly WantRange[], all: boolean): void {
    this.#sendCertificates(
      session,
      ranges.map((range) => this.#ownerOf(conversation, range, all)),
    );
  }

  /** Sends entries, and first the certificates of their authors that the peer may lack. */
  #send(
    session: PeerSession,
    conversation: Conversation | undefined,
    flag: Entries['flag'],
    entries: readonly Entry[],
  ): void {
    const { certificates } = this.#parts;
    this.#sendCertificates(
      session,
      entries.map((entry) => conversation && ownerOf(certificates, conversation, entry)),
    );
    const body = encodeEntries({ flag, entries });
    this.#parts.links.send(session.certificate.device, encodeFrame(frameTypes.ENTRIES, body), 'catchup');
  }

  #sendCertificates(session: PeerSession, owners: readonly (LogOwner | undefined)[]): void {
    const { certificatesSent } = this.#of(session);
    const authors = new Set(owners.flatMap((owner) => owner?.author ?? []));
    const found = [...authors].flatMap((author) =>
      certificatesSent.has(author) ? [] : (this.#parts.certificates.get(author) ?? []),
    );
    for (const { author } of found) certificatesSent.add(author);
    for (let at = 0; at < found.length; at += peerLimits.items) {
      const body = encodeCerts(found.slice(at, at + peerLimits.items));
      this.#parts.links.send(session.certificate.device, encodeFrame(frameTypes.CERTS, body), 'catchup');
    }
  }
}
