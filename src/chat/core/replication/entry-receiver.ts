import type { Env } from '../../../../common/base/index.ts';
import { aboutOf, compareHlc, decodeContent, isAnchor, emptyCoverage, takeRun } from '../../../../common/log/index.ts';
import { limits, type Certificate, type Entry, type LogKind, type PagedEntry } from '../../../../common/model/index.ts';
import { trackerLimits } from '../../../../common/protocol/tracker/index.ts';
import type { Certificates } from './certificates.ts';
import type { Committer } from './committer.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import { Tombstones } from './tombstones.ts';
import { unreadFlags } from '../timeline/mentions.ts';
import type { PeerSession } from './peer-session.ts';
import type { SelfRoom } from '../own-devices/self-room.ts';

/**
 * What was written so shortly before it came is no catch-up, milliseconds: the first message of a new conversation has to be asked
 * for, and is news all the same.
 */
const freshWithin = 60_000;

export interface EntryReceiverEvents {
  /** More is verified and about to be written. */
  onReceived(conversation: Conversation): void;
  /** Control entries came in: who is a member may change. */
  onOperations(conversation: Conversation): void;
}

/** Entries from anywhere (links, tracker) come in here: checked run by run, then handed to the committer. */
export class EntryReceiver {
  readonly #env: Pick<Env, 'clock' | 'crypto' | 'logger'>;
  readonly #me: Certificate;
  readonly #conversations: Conversations;
  readonly #certificates: Certificates;
  readonly #committer: Committer;
  readonly #selfRoom: Pick<SelfRoom, 'apply'>;
  readonly #events: EntryReceiverEvents;

  constructor(
    env: Pick<Env, 'clock' | 'crypto' | 'logger'>,
    me: Certificate,
    conversations: Conversations,
    certificates: Certificates,
    committer: Committer,
    selfRoom: Pick<SelfRoom, 'apply'>,
    events: EntryReceiverEvents,
  ) {
    this.#env = env;
    this.#me = me;
    this.#conversations = conversations;
    this.#certificates = certificates;
    this.#committer = committer;
    this.#selfRoom = selfRoom;
    this.#events = events;
  }

  /** Nothing is taken while it could not be kept. */
  get isPaused(): boolean {
    return this.#committer.isPaused;
  }

  /**
   * Takes what is valid and fits; the rest is left for a later HAVE. `live`: it was not asked for. `from`: who brings it, if it
   * is no tracker. Never throws.
   */
  accept(entries: readonly Entry[], live: boolean, from?: PeerSession): void {
    if (this.isPaused) return;
    if (!live && from?.asked !== undefined) this.#tombstone(from, entries);
    for (const run of splitRuns(entries)) {
      const [first] = run;
      const found = first === undefined ? undefined : this.#conversations.byLog(first.log);
      if (found !== undefined) this.#takeRun(found.conversation, found.kind, run, live, from);
    }
  }

  /** Deletions that are shown before the entries whose bodies they took, wherever in their logs they are. */
  #tombstone(session: PeerSession, entries: readonly Entry[]): void {
    session.tombstones ??= new Tombstones(this.#certificates);
    for (const entry of entries) {
      const found = this.#conversations.byLog(entry.log);
      const author = this.#certificates.get(entry.device);
      if (found?.kind !== 'content' || author === undefined) continue;
      if (!this.#allowed(found.conversation, 'content', author, [entry])) continue;
      session.tombstones.add(this.#env.crypto, found.conversation, entry);
    }
  }

  #takeRun(conversation: Conversation, kind: LogKind, run: readonly Entry[], live: boolean, from?: PeerSession): void {
    const [{ device }] = run as [Entry];
    const author = this.#certificates.get(device);
    const logId = conversation.logId(kind);
    if (author === undefined || logId === undefined || !this.#allowed(conversation, kind, author, run)) return;
    const held = conversation.logs[kind].get(device)?.pending ?? emptyCoverage;
    // logs of operations are held without gaps, or not at all
    if (kind === 'control' && (run[0]?.seq ?? 0) > held.prefix) return;
    const isBodyOptional = (entry: Entry): boolean => kind === 'content' && from?.tombstones?.of(entry) !== undefined;
    const { verdict, fresh, reorders, coverage } = takeRun(this.#env.crypto, logId, held, run, isBodyOptional);
    if (verdict !== 'ok') {
      // the one is no news, the other heals by HAVE and WANT; everything else is somebody's mistake or malice
      if (verdict !== 'duplicate' && verdict !== 'gap') {
        this.#env.logger.log('warn', `refused a run of ${author.username}: ${verdict}`);
      }
      return;
    }
    conversation.log(kind, device).pending = coverage;
    const received = this.#env.clock.wall();
    const isSelf = conversation.stored.kind === 'self';
    const isMine = kind === 'content' && author.identity === this.#me.identity;
    const audience = isMine ? conversation.audience : undefined;
    const stored = fresh.map(({ entry, clock }): PagedEntry => {
      const said =
        kind === 'content' && !isSelf ? this.#classify(conversation, author, entry, from?.tombstones) : noNews;
      const late = !live && received - entry.clock.ms > freshWithin;
      const order = { clock, device, seq: entry.seq };
      const readPast = late && compareHlc(clock, from?.readClocks.get(conversation.room) ?? clock) < 0;
      const through = readPast && kind === 'content' ? from?.certificate.device : undefined;
      const base: PagedEntry = {
        room: conversation.room,
        kind,
        entry,
        received,
        late,
        ...(through && { through }),
        ...said,
        order,
      };
      return audience === undefined || base.about !== undefined ? base : { ...base, audience };
    });
    for (const { entry } of fresh) this.#conversations.follow(conversation, entry.clock);
    if (kind === 'control') {
      conversation.operations.push(...stored.flatMap((one) => this.#conversations.operation(one) ?? []));
    }
    const sideWrites = isSelf ? this.#selfRoom.apply(stored) : {};
    const certificates = this.#certificates.takeUnsaved(device);
    this.#committer.receive({ ...sideWrites, conversation, entries: stored, pulls: reorders, certificates });
    this.#events.onReceived(conversation);
    if (kind === 'control') this.#events.onOperations(conversation);
  }

  /** What a content entry is to a reader. */
  #classify(
    { membership }: Conversation,
    author: Certificate,
    entry: Entry,
    tombstones: Tombstones | undefined,
  ): Pick<PagedEntry, 'news' | 'mention' | 'about'> {
    if (entry.body === undefined) {
      const of = tombstones?.of(entry)?.of;
      return { ...noNews, ...(of !== undefined && { about: { act: 'edit', entry: of } }) };
    }
    const body = decodeContent(entry.body);
    const about = aboutOf(entry, body, membership?.owner === author.identity);
    return { ...unreadFlags(this.#me, author, body), ...(about && { about }) };
  }

  #allowed(conversation: Conversation, kind: LogKind, author: Certificate, run: readonly Entry[]): boolean {
    const last = run.at(-1)?.seq ?? 0;
    if (kind === 'control') {
      if (conversation.membership?.owner === author.identity) return last < limits.ownerControlEntries;
      // identities cost nothing: what strangers together can make everybody keep and evaluate has a bound too
      const all = conversation.operationCount + run.length;
      return last < limits.controlEntries && all <= trackerLimits.operationsPerRoom;
    }
    if (conversation.closed || !conversation.has(this.#me.identity) || !conversation.has(author.identity)) return false;
    return last < (conversation.membership?.cutoffs.get(author.device) ?? Infinity);
  }
}

const noNews = { news: false, mention: false };

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
