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
import type { Certificate, DeviceKey, Entry } from '../../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import { durableOf, type Conversation } from './conversation.ts';
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
  /** Devices whose certificates it has from me; its own and mine came with HELLO. */
  readonly certificatesSent: Set<DeviceKey>;
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
    const certificatesSent = new Set([this.#parts.me.device, session.certificate.device]);
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
    const { deletions, entries } = this.#find(session, want);
    // single bodies are no runs and need no anchor; they fit into one frame
    const frames = want.mode === 'bodies' ? [entries] : toFrames(entries);
    for (const shown of deletions) this.#send(session, 'answer', shown);
    for (const [i, frame] of frames.entries()) {
      this.#send(session, i < frames.length - 1 ? 'answer' : 'last', frame);
    }
  }

  #find(session: PeerSession, want: Want): CoveredAnswer {
    const { policy, conversations, certificates, store } = this.#parts;
    const conversation = conversations.byLog(want.room)?.conversation;
    if (conversation === undefined) return { deletions: [], entries: [] };
    // operations are open to those who are no members yet
    const all = policy.scopeFor(conversation, session.certificate) === 'all';
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
    for (const { device, kind, from, to } of ranges) {
      if (maxBytes <= 0) break;
      if (!all && kind === 'content') continue;
      const stored = this.#parts.store.range({ room, device, kind, from, to, maxBytes });
      // a commit ends at an anchor, so what is left of a run does too
      const entries = durableOf(conversation, stored).map(({ entry }) => entry);
      found.push(...entries);
      maxBytes -= totalWeight(entries);
    }
    return found;
  }

  /** Sends entries, and first the certificates of their authors that the peer may lack. */
  #send(session: PeerSession, flag: Entries['flag'], entries: readonly Entry[]): void {
    const authors = new Set(entries.map(({ device }) => device));
    this.#sendCertificates(
      session,
      [...authors].filter((device) => !this.#of(session).certificatesSent.has(device)),
    );
    const body = encodeEntries({ flag, entries });
    this.#parts.links.send(session.certificate.device, encodeFrame(frameTypes.ENTRIES, body), 'catchup');
  }

  #sendCertificates(session: PeerSession, devices: readonly DeviceKey[]): void {
    const found = devices.flatMap((device) => this.#parts.certificates.get(device) ?? []);
    for (const { device } of found) this.#of(session).certificatesSent.add(device);
    for (let at = 0; at < found.length; at += peerLimits.items) {
      const body = encodeCerts(found.slice(at, at + peerLimits.items));
      this.#parts.links.send(session.certificate.device, encodeFrame(frameTypes.CERTS, body), 'catchup');
    }
  }
}
