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
import { excuse, type ExcusedAnswer } from './excuses.ts';
import { newestRuns, toFrames, totalWeight, withBodies } from './frames.ts';
import { scopeOf, type Neighbour } from './neighbour.ts';
import type { Links, Store } from '../ports.ts';

const waitingWants = 4;
/** Between two answers to one neighbour, milliseconds: whoever asks without taking in what it gets waits, and nobody else. */
const answerInterval = 2;

interface AnswersParts {
  readonly env: Pick<Env, 'clock' | 'logger' | 'turn'>;
  readonly me: Certificate;
  readonly store: Pick<Store, 'range' | 'page' | 'find'>;
  readonly links: Pick<Links, 'send'>;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
}

/** Answers WANT from the store, of each neighbour one at a time. Only what is durable here is shown to others. */
export class Answers {
  readonly #parts: AnswersParts;

  constructor(parts: AnswersParts) {
    this.#parts = parts;
  }

  /** Throws AppError when more WANTs wait than one link may have. */
  onWant(neighbour: Neighbour, want: Want): void {
    if (neighbour.wants.length >= waitingWants) throw new AppError('BAD_OPERATION', 'too many WANT at once');
    neighbour.wants.push(want);
    this.#soon(neighbour);
  }

  #soon(neighbour: Neighbour): void {
    const { env } = this.#parts;
    const wait = neighbour.answeredAt + answerInterval - env.clock.mono();
    const later = (run: () => void): Disposable => (wait > 0 ? env.clock.after(wait, run) : env.turn(run));
    neighbour.answering ??= later(() => {
      neighbour.answering = undefined;
      const want = neighbour.wants.shift();
      if (want === undefined) return;
      neighbour.answeredAt = env.clock.mono();
      // no answer is a slow one: others are asked meanwhile, and this one later again
      const failed = attempt(() => this.#answer(neighbour, want));
      if (failed instanceof AppError) env.logger.log('warn', `a WANT has no answer: ${failed.message}`);
      this.#soon(neighbour);
    });
  }

  #answer(neighbour: Neighbour, want: Want): void {
    const { deletions, entries } = this.#find(neighbour, want);
    // single bodies are no runs and need no anchor; they fit into one frame
    const frames = want.mode === 'bodies' ? [entries] : toFrames(entries);
    for (const shown of deletions) this.#send(neighbour, 'answer', shown);
    for (const [i, frame] of frames.entries()) {
      this.#send(neighbour, i < frames.length - 1 ? 'answer' : 'last', frame);
    }
  }

  #find(neighbour: Neighbour, want: Want): ExcusedAnswer {
    const { me, conversations, certificates, store } = this.#parts;
    const conversation = conversations.byLog(want.room)?.conversation;
    if (conversation === undefined) return { deletions: [], entries: [] };
    // operations are open to those who are no members yet
    const all = scopeOf(conversation, me, neighbour.certificate) === 'all';
    return excuse(store, certificates, conversation, this.#entries(conversation, want, all));
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

  /** Sends entries, and first the certificates of their authors that the neighbour may lack. */
  #send(neighbour: Neighbour, flag: Entries['flag'], entries: readonly Entry[]): void {
    const authors = new Set(entries.map(({ device }) => device));
    this.#sendCertificates(
      neighbour,
      [...authors].filter((device) => !neighbour.certificatesSent.has(device)),
    );
    const body = encodeEntries({ flag, entries });
    this.#parts.links.send(neighbour.certificate.device, encodeFrame(frameTypes.ENTRIES, body), 'catchup');
  }

  #sendCertificates(neighbour: Neighbour, devices: readonly DeviceKey[]): void {
    const found = devices.flatMap((device) => this.#parts.certificates.get(device) ?? []);
    for (const { device } of found) neighbour.certificatesSent.add(device);
    for (let at = 0; at < found.length; at += peerLimits.items) {
      const body = encodeCerts(found.slice(at, at + peerLimits.items));
      this.#parts.links.send(neighbour.certificate.device, encodeFrame(frameTypes.CERTS, body), 'catchup');
    }
  }
}
