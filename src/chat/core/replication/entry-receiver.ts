import type { Disposable, Env } from '../../../../common/base/index.ts';
import { isAnchor, emptyCoverage, takeRun, withArrived } from '../../../../common/log/index.ts';
import {
  type Certificate,
  type Entry,
  limits,
  logKey,
  type LogKind,
  type PagedEntry,
  type RoomKey,
} from '../../../../common/model/index.ts';
import type { BadSignatures } from './bad-signatures.ts';
import type { Certificates } from './certificates.ts';
import type { Committer } from './committer.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import { ownerOf } from './log-owner.ts';
import type { PeerSession } from './peer-session.ts';
import type { EntryClassifier, Placed } from './classification.ts';
import type { EntryPolicy } from './policy.ts';
import type { Projections } from './projection.ts';
import { RefusalLog } from './refusal-log.ts';
import type { Tombstones } from './tombstones.ts';

interface EntryReceiverParts {
  readonly env: Pick<Env, 'clock' | 'crypto' | 'logger'>;
  readonly me: Certificate;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
  readonly policy: EntryPolicy;
  readonly classifier: EntryClassifier;
  readonly projections: Projections;
  readonly committer: Committer;
  /** Milliseconds since 1970, as far as this computer can know. */
  readonly now: () => number;
  readonly badSignatures: BadSignatures;
}

/** Entries from anywhere (links, tracker) come in here, run by run: policy, verify, classify, commit, tell. */
export class EntryReceiver implements Disposable {
  readonly #parts: EntryReceiverParts;
  readonly #refusals: RefusalLog;

  constructor(parts: EntryReceiverParts) {
    this.#parts = parts;
    this.#refusals = new RefusalLog(parts.env);
  }

  /** Nothing is taken while it could not be kept. */
  get isPaused(): boolean {
    return this.#parts.committer.isPaused;
  }

  /**
   * Takes what is valid and fits; the rest is left for a later HAVE. `live`: pushed rather than requested. `from`: who brings it,
   * if it is no tracker. `room`: where it was asked for. Throws AppError when whoever brings it is to be shut out.
   */
  accept(entries: readonly Entry[], live: boolean, from?: PeerSession, room?: RoomKey): void {
    if (this.isPaused) return;
    const tombstones = live ? undefined : from?.fetch.asked?.tombstones;
    if (tombstones !== undefined) this.#noteDeletions(tombstones, entries, from, room);
    for (const run of splitRuns(entries)) {
      const [first] = run;
      const conversation = first === undefined ? undefined : this.#conversationOf(first, room);
      if (conversation !== undefined) this.#takeRun(conversation, run, live, from);
    }
  }

  dispose(): void {
    this.#refusals.dispose();
  }

  /** Deletions that are shown before the entries whose bodies they took, wherever in their logs they are. */
  #noteDeletions(tombstones: Tombstones, entries: readonly Entry[], from?: PeerSession, room?: RoomKey): void {
    const { env, certificates, policy } = this.#parts;
    for (const entry of entries) {
      const conversation = this.#conversationOf(entry, room);
      const owner = conversation && ownerOf(certificates, conversation, entry);
      const author = owner && certificates.get(owner.author);
      if (conversation === undefined || owner?.kind !== 'content' || author === undefined) continue;
      if (!policy.mayTake(conversation, 'content', author, [entry])) continue;
      if (from !== undefined && this.#isAvoided(from, conversation, entry)) continue;
      tombstones.add(env.crypto, conversation, entry);
    }
  }

  /** What its log names; `room`: where it is to be looked for, if that names nothing yet. */
  #conversationOf({ log }: Entry, room: RoomKey | undefined): Conversation | undefined {
    const { conversations } = this.#parts;
    return conversations.byLog(log)?.conversation ?? (room === undefined ? undefined : conversations.get(room));
  }

  #takeRun(conversation: Conversation, run: readonly Entry[], live: boolean, from?: PeerSession): void {
    const { env, me, certificates, policy, classifier, projections, committer } = this.#parts;
    const [first] = run as [Entry];
    const owner = ownerOf(certificates, conversation, first);
    const author = owner && certificates.get(owner.author);
    if (owner === undefined || author === undefined) return;
    const { kind } = owner;
    if (!policy.mayTake(conversation, kind, author, run)) return;
    if (!live && from !== undefined && this.#isAvoided(from, conversation, first)) return;
    const placed = this.#verify(conversation, kind, author, run, live, from);
    if (placed === undefined) return;
    const received = env.clock.wall();
    const traits = classifier.classify({ conversation, kind, author, received, live, from }, placed.fresh);
    const { room } = conversation;
    const { below } = conversation.log(kind, author.author).inSight;
    const entries = placed.fresh.map(({ entry, clock }, i): PagedEntry => {
      const order = { clock, author: author.author, seq: entry.seq };
      const aside = author.author !== me.author && entry.seq >= below && ({ aside: 'hidden' } as const);
      return { room, kind, author: author.author, entry, received, order, ...(traits[i] ?? plain), ...aside };
    });
    committer.schedule();
    const sideWrites = [
      { certificates: certificates.takeUnsaved(author.author) },
      ...projections.received(conversation, entries),
    ];
    committer.receive({ conversation, entries, reorders: placed.reorders, sideWrites });
  }

  /** Adds what is new of a run to its log, as about to be written; undefined if it is refused. */
  #verify(
    conversation: Conversation,
    kind: LogKind,
    author: Certificate,
    run: readonly Entry[],
    live: boolean,
    from: PeerSession | undefined,
  ): { readonly fresh: readonly Placed[]; readonly reorders: boolean } | undefined {
    const { env, now } = this.#parts;
    const [first] = run as [Entry];
    const held = conversation.logs[kind].get(author.author)?.pending ?? emptyCoverage;
    // logs of operations are held without gaps, or not at all
    if (kind === 'control' && first.seq > held.prefix) return undefined;
    const isBodyOptional = (entry: Entry): boolean =>
      kind === 'content' && from?.fetch.asked?.tombstones.of(conversation, entry) !== undefined;
    const { verdict, fresh, reorders, coverage } = takeRun(env.crypto, first.log, held, run, isBodyOptional);
    if (verdict !== 'ok') {
      // the one is no news, the other heals by HAVE and WANT; everything else is somebody's mistake or malice
      if (verdict !== 'duplicate' && verdict !== 'gap') this.#refusals.note(author.username, verdict);
      if (verdict === 'signature' && from !== undefined) this.#onBadSignature(from, conversation, first, live);
      return undefined;
    }
    conversation.isExpected = false;
    const log = conversation.log(kind, author.author);
    log.pending = coverage;
    log.isRelayed ||= from?.certificate.device !== author.device;
    log.inSight = withArrived(log.inSight, fresh, now() + limits.clockAhead);
    return { fresh, reorders };
  }

  #isAvoided({ certificate }: PeerSession, { room }: Conversation, entry: Entry): boolean {
    return this.#parts.badSignatures.isAvoided(certificate.device, room, logKey(entry));
  }

  /** What is left of an answer to a question that was given up was asked for too. */
  #onBadSignature({ certificate, fetch }: PeerSession, { room }: Conversation, entry: Entry, live: boolean): void {
    const { badSignatures } = this.#parts;
    const wasAsked = !live && (fetch.asked?.room === room || fetch.givenUp > 0);
    if (!wasAsked) badSignatures.unasked(certificate.device);
    badSignatures.inAnswer(certificate.device, room, logKey(entry));
  }
}

const plain = { viaCatchUp: false, countsAsUnread: false, mention: false };

/** Cuts a frame's entries into runs: consecutive entries of one log, within bounds, each ending at an anchor. */
const splitRuns = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const runs: Entry[][] = [];
  let run: Entry[] = [];
  let bytes = 0;
  let anchored = 0;
  const close = (): void => {
    if (anchored > 0) runs.push(run.slice(0, anchored));
    run = run.slice(anchored);
    bytes = run.reduce((sum, entry) => sum + entry.bodyLength, 0);
    anchored = 0;
  };
  for (const entry of entries) {
    const before = run.at(-1);
    const follows = before?.log === entry.log && before.device === entry.device && entry.seq === before.seq + 1;
    if (before !== undefined && !follows) {
      close();
      run = [];
      bytes = 0;
    }
    if (run.length >= limits.runEntries || bytes + entry.bodyLength > limits.runBytes) close();
    run.push(entry);
    bytes += entry.bodyLength;
    if (isAnchor(entry)) anchored = run.length;
  }
  close();
  return runs;
};
