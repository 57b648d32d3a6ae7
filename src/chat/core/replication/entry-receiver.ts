import type { Disposable, Env } from '../../../../common/base/index.ts';
import { isAnchor, emptyCoverage, takeRun, withArrived } from '../../../../common/log/index.ts';
import {
  limits,
  type Certificate,
  type DeviceKey,
  type Entry,
  type LogKind,
  type PagedEntry,
} from '../../../../common/model/index.ts';
import type { BadSignatures } from './bad-signatures.ts';
import type { Certificates } from './certificates.ts';
import type { Committer } from './committer.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import { logKey } from './peer-claims.ts';
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
   * if it is no tracker. Throws AppError when whoever brings it is to be shut out.
   */
  accept(entries: readonly Entry[], live: boolean, from?: PeerSession): void {
    if (this.isPaused) return;
    const tombstones = live ? undefined : from?.fetch.asked?.tombstones;
    if (tombstones !== undefined) this.#noteDeletions(tombstones, entries, from);
    for (const run of splitRuns(entries)) {
      const [first] = run;
      const found = first === undefined ? undefined : this.#parts.conversations.byLog(first.log);
      if (found !== undefined) this.#takeRun(found.conversation, found.kind, run, live, from);
    }
  }

  /** Deletions that are shown before the entries whose bodies they took, wherever in their logs they are. */
  #noteDeletions(tombstones: Tombstones, entries: readonly Entry[], from?: PeerSession): void {
    const { env, conversations, certificates, policy } = this.#parts;
    for (const entry of entries) {
      const found = conversations.byLog(entry.log);
      const author = certificates.get(entry.device);
      if (found?.kind !== 'content' || author === undefined) continue;
      if (!policy.mayTake(found.conversation, 'content', author, [entry])) continue;
      if (from !== undefined && this.#isAvoided(from, found.conversation, 'content', entry.device)) continue;
      tombstones.add(env.crypto, found.conversation, entry);
    }
  }

  #takeRun(conversation: Conversation, kind: LogKind, run: readonly Entry[], live: boolean, from?: PeerSession): void {
    const { env, me, certificates, policy, classifier, projections, committer } = this.#parts;
    const [{ device }] = run as [Entry];
    const author = certificates.get(device);
    const logId = conversation.logId(kind);
    if (author === undefined || logId === undefined || !policy.mayTake(conversation, kind, author, run)) return;
    if (!live && from !== undefined && this.#isAvoided(from, conversation, kind, device)) return;
    const placed = this.#verify(conversation, kind, author, run, live, from);
    if (placed === undefined) return;
    const received = env.clock.wall();
    const traits = classifier.classify({ conversation, kind, author, received, live, from }, placed.fresh);
    const { room } = conversation;
    const { below } = conversation.log(kind, device).inSight;
    const entries = placed.fresh.map(({ entry, clock }, i): PagedEntry => {
      const order = { clock, device, seq: entry.seq };
      const aside = device !== me.device && entry.seq >= below && ({ aside: 'hidden' } as const);
      return { room, kind, entry, received, order, ...(traits[i] ?? plain), ...aside };
    });
    const sideWrites = [
      { certificates: certificates.takeUnsaved(device) },
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
    const { device } = author;
    const logId = conversation.logId(kind);
    const held = conversation.logs[kind].get(device)?.pending ?? emptyCoverage;
    // logs of operations are held without gaps, or not at all
    if (logId === undefined || (kind === 'control' && (run[0]?.seq ?? 0) > held.prefix)) return undefined;
    const isBodyOptional = (entry: Entry): boolean =>
      kind === 'content' && from?.fetch.asked?.tombstones.of(conversation, entry) !== undefined;
    const { verdict, fresh, reorders, coverage } = takeRun(env.crypto, logId, held, run, isBodyOptional);
    if (verdict !== 'ok') {
      // the one is no news, the other heals by HAVE and WANT; everything else is somebody's mistake or malice
      if (verdict !== 'duplicate' && verdict !== 'gap') this.#refusals.note(author.username, verdict);
      if (verdict === 'signature' && from !== undefined) this.#onBadSignature(from, conversation, kind, device, live);
      return undefined;
    }
    const log = conversation.log(kind, device);
    log.pending = coverage;
    log.inSight = withArrived(log.inSight, fresh, now() + limits.clockAhead);
    return { fresh, reorders };
  }

  dispose(): void {
    this.#refusals.dispose();
  }

  #isAvoided({ certificate }: PeerSession, { room }: Conversation, kind: LogKind, device: DeviceKey): boolean {
    return this.#parts.badSignatures.isAvoided(certificate.device, room, logKey(device, kind));
  }

  /** What is left of an answer to a question that was given up was asked for too. */
  #onBadSignature(
    { certificate, fetch }: PeerSession,
    { room }: Conversation,
    kind: LogKind,
    device: DeviceKey,
    live: boolean,
  ): void {
    const { badSignatures } = this.#parts;
    const wasAsked = !live && (fetch.asked?.room === room || fetch.givenUp > 0);
    if (!wasAsked) badSignatures.unasked(certificate.device);
    badSignatures.inAnswer(certificate.device, room, logKey(device, kind));
  }
}

const plain = { late: false, news: false, mention: false };

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
