import { AppError } from '../../../../common/base/index.ts';
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
import type { Certificate, DeviceKey, Entry, LogId, RoomKey } from '../../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import type { Conversations } from './conversations.ts';
import { excuse, type ExcusedAnswer } from './excuses.ts';
import { newestRuns, toFrames, totalWeight, withBodies } from './frames.ts';
import { scopeOf, type Neighbour } from './neighbour.ts';
import type { Links, Store } from '../ports.ts';

const waitingWants = 4;

interface AnswersParts {
  readonly me: Certificate;
  readonly store: Pick<Store, 'range' | 'page' | 'find'>;
  readonly links: Pick<Links, 'send'>;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
}
/** Undefined: it cannot be read now, which must not be taken for "nothing is there". */
type Done = (found: readonly Entry[] | undefined) => void;

/** Answers WANT from the store, one at a time for each neighbour. */
export class Answers {
  readonly #parts: AnswersParts;

  constructor(parts: AnswersParts) {
    this.#parts = parts;
  }

  /** Throws AppError when more WANTs wait than one link may have. */
  onWant(neighbour: Neighbour, want: Want): void {
    if (neighbour.wants.length >= waitingWants) throw new AppError('BAD_OPERATION', 'too many WANT at once');
    neighbour.wants.push(want);
    this.#next(neighbour);
  }

  #next(neighbour: Neighbour): void {
    if (neighbour.answering) return;
    const want = neighbour.wants.shift();
    if (want === undefined) return;
    neighbour.answering = true;
    this.#find(neighbour, want, (found) => {
      // no answer is a slow one: others are asked meanwhile, and this one later again
      this.#excused(want.room, found ?? [], ({ deletions, entries }) => {
        // single bodies are no runs and need no anchor; they fit into one frame
        const whole = want.mode === 'bodies' ? [entries] : toFrames(entries);
        const frames = found === undefined ? [] : whole;
        for (const shown of deletions) this.#send(neighbour, 'answer', shown);
        for (const [i, frame] of frames.entries()) {
          this.#send(neighbour, i < frames.length - 1 ? 'answer' : 'last', frame);
        }
        neighbour.answering = false;
        this.#next(neighbour);
      });
    });
  }

  /** Deletions go before the entries whose bodies they took. */
  #excused(log: LogId, found: readonly Entry[], done: (answer: ExcusedAnswer) => void): void {
    const { store, certificates, conversations } = this.#parts;
    const conversation = conversations.byLog(log)?.conversation;
    if (conversation === undefined) return done({ deletions: [], entries: found });
    excuse(store, certificates, conversation, found, done);
  }

  #find(neighbour: Neighbour, want: Want, done: Done): void {
    const { me, conversations, store } = this.#parts;
    const conversation = conversations.byLog(want.room)?.conversation;
    if (conversation === undefined) return done([]);
    // operations are open to those who are no members yet
    const all = scopeOf(conversation, me, neighbour.certificate) === 'all';
    const { room } = conversation;
    const maxBytes = Math.min(want.maxBytes, peerLimits.entriesBytes);
    if (want.mode === 'ranges') {
      const ranges = want.ranges.filter(({ kind }) => all || kind === 'control');
      return this.#ranges(room, ranges, maxBytes, [], done);
    }
    if (!all) return done([]);
    if (want.mode === 'newest') {
      return store.page({ room, limit: want.count, kinds: 'entries' }, (page) => {
        done(page instanceof AppError ? undefined : newestRuns(page.entries, maxBytes));
      });
    }
    store.find({ room, ids: want.ids }, (found) =>
      done(found instanceof AppError ? undefined : withBodies(found, maxBytes)),
    );
  }

  #ranges(room: RoomKey, ranges: readonly WantRange[], maxBytes: number, found: readonly Entry[], done: Done): void {
    const [range, ...rest] = ranges;
    if (range === undefined || maxBytes <= 0) return done(found);
    const { device, kind, from, to } = range;
    this.#parts.store.range({ room, device, kind, from, to, maxBytes }, (answer) => {
      if (answer instanceof AppError) return done(found.length === 0 ? undefined : found);
      const more = answer.map(({ entry }) => entry);
      this.#ranges(room, rest, maxBytes - totalWeight(more), [...found, ...more], done);
    });
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
