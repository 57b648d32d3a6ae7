import {
  coveredEnd,
  missingRanges,
  emptyCoverage,
  type LogCoverage,
  type Range,
} from '../../../../common/log/index.ts';
import type { WantRange } from '../../../../common/protocol/peer/index.ts';
import { type Certificate, type LogKey, logKey, type LogKind, type RoomKey } from '../../../../common/model/index.ts';
import type { BadSignatures } from './bad-signatures.ts';
import type { Certificates } from './certificates.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import { stalledAt, type CandidateKind } from './fetch-state.ts';
import type { OwnLogClaims } from './own-log-claims.ts';
import type { Claim } from './peer-claims.ts';
import type { PeerSession } from './peer-session.ts';
import type { EntryPolicy } from './policy.ts';

const rangesPerWant = 64;
/** What an entry may be expected to weigh, bytes. */
const entryGuess = 300;
/** More missing entries than these at the end of a conversation, and its newest page is asked for before the rest. */
const farBehind = 200;

/** What to ask a peer for next. */
export type FetchPlan =
  | { readonly conversation: Conversation; readonly newest: true }
  | { readonly conversation: Conversation; readonly newest: false; readonly ranges: readonly PlannedRange[] };
export interface PlannedRange extends Range {
  readonly record: Claim;
  readonly held: LogCoverage;
}

export const toWantRange = ({ record: { device, log }, from, to }: PlannedRange): WantRange => ({
  device,
  log,
  from,
  to,
  newestFirst: false,
});

interface FetchPlannerParts {
  readonly me: Certificate;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
  readonly policy: EntryPolicy;
  readonly badSignatures: Pick<BadSignatures, 'isAvoided'>;
  readonly ownLogClaims: Pick<OwnLogClaims, 'isIgnored'>;
}

/**
 * Decides what of a peer's claims is worth a question. Each claim is looked at once and then again only when something
 * changes: claims cost nothing, and one peer may make thousands.
 */
export class FetchPlanner {
  readonly #me: Certificate;
  readonly #conversations: Conversations;
  readonly #certificates: Certificates;
  readonly #policy: EntryPolicy;
  readonly #badSignatures: Pick<BadSignatures, 'isAvoided'>;
  readonly #ownLogClaims: Pick<OwnLogClaims, 'isIgnored'>;

  constructor({ me, conversations, certificates, policy, badSignatures, ownLogClaims }: FetchPlannerParts) {
    this.#me = me;
    this.#conversations = conversations;
    this.#certificates = certificates;
    this.#policy = policy;
    this.#badSignatures = badSignatures;
    this.#ownLogClaims = ownLogClaims;
  }

  /** It has said all that it holds of the conversation: its newest page may be asked for, once. */
  onWholeHave({ plan }: PeerSession, room: RoomKey): void {
    if (!plan.newest.has(room)) plan.newest.set(room, true);
  }

  /** What has just been claimed is worth a look, or may be had after all. */
  onHave({ plan, claims }: PeerSession, room: RoomKey, logs: Iterable<LogKey>): void {
    for (const log of logs) {
      const candidates = plan.candidates[claims.of(room)?.get(log)?.owner?.kind ?? 'unowned'];
      candidates.set(room, (candidates.get(room) ?? new Set()).add(log));
    }
  }

  /**
   * Control logs before everything, since they decide what else may be taken; then of logs whose author is not known the first entry,
   * which brings his certificate, since they may be such; then the end of my own log, since I write on
   * from there; then the newest page of each conversation; then the rest. `taken`: somebody else is being asked for it.
   * `foreign`: of rooms too that its person is not in.
   */
  next(
    session: PeerSession,
    taken: (room: RoomKey, key: LogKey | undefined) => boolean,
    foreign = true,
  ): FetchPlan | undefined {
    return (
      this.#ranges(session, 'control', taken, foreign) ??
      this.#ranges(session, 'unowned', taken, foreign) ??
      this.#ownEnd(session, taken) ??
      this.#newest(session, taken) ??
      this.#ranges(session, 'content', taken, foreign)
    );
  }

  /** What it says of my own log, if that goes on where mine ends and it has not failed to give it. */
  ownBeyond(session: PeerSession, conversation: Conversation, kind: LogKind): PlannedRange | undefined {
    const record = session.claims.of(conversation.room)?.get(conversation.keyOf(kind, this.#me.author));
    if (record === undefined || !this.#wanted(session, conversation, record)) return undefined;
    const held = heldOf(conversation, record);
    if (record.to <= coveredEnd(held)) return undefined;
    return { record, held, from: kind === 'control' ? held.prefix : record.to - 1, to: record.to };
  }

  #ranges(
    session: PeerSession,
    kind: CandidateKind,
    taken: (room: RoomKey, key: LogKey) => boolean,
    foreign: boolean,
  ): FetchPlan | undefined {
    for (const [room, keys] of session.plan.candidates[kind]) {
      const conversation = this.#conversations.get(room);
      const isOpen = foreign || !conversation || this.#policy.heardFrom(conversation, session.certificate) === 'all';
      if (!isOpen) continue;
      const ranges = conversation === undefined ? [] : this.#choose(session, conversation, keys, taken);
      if (keys.size === 0 || conversation === undefined) session.plan.candidates[kind].delete(room);
      if (conversation !== undefined && ranges.length > 0) return { conversation, newest: false, ranges };
    }
    return undefined;
  }

  /** As many ranges as may fill a page, so that others can be asked for the rest. */
  #choose(
    session: PeerSession,
    conversation: Conversation,
    keys: Set<LogKey>,
    taken: (room: RoomKey, key: LogKey) => boolean,
  ): PlannedRange[] {
    const { room } = conversation;
    const out: PlannedRange[] = [];
    let bytes = 0;
    for (const key of keys) {
      if (out.length >= rangesPerWant || bytes >= session.fetch.pageBytes) break;
      const record = session.claims.of(room)?.get(key);
      const held = record && heldOf(conversation, record);
      const [range] = record === undefined || held === undefined ? [] : askedOf(record, held);
      if (
        record === undefined ||
        held === undefined ||
        range === undefined ||
        !this.#wanted(session, conversation, record)
      ) {
        keys.delete(key);
      } else if (!taken(room, key)) {
        out.push({ record, held, ...range });
        bytes += Math.min(256, range.to - range.from) * entryGuess;
      }
    }
    return out;
  }

  #ownEnd(session: PeerSession, taken: (room: RoomKey, key: LogKey) => boolean): FetchPlan | undefined {
    for (const [room, keys] of session.plan.candidates.content) {
      const conversation = this.#conversations.get(room);
      if (conversation === undefined) continue;
      const own = conversation.keyOf('content', this.#me.author);
      if (!keys.has(own) || taken(room, own)) continue;
      const range = this.ownBeyond(session, conversation, 'content');
      if (range !== undefined) return { conversation, newest: false, ranges: [range] };
    }
    return undefined;
  }

  #newest(session: PeerSession, taken: (room: RoomKey, key: undefined) => boolean): FetchPlan | undefined {
    for (const [room, open] of session.plan.newest) {
      const conversation = this.#conversations.get(room);
      if (!open || conversation === undefined || !this.#policy.wantsContent(conversation) || taken(room, undefined))
        continue;
      session.plan.newest.set(room, false);
      if (this.#isFarBehind(session, conversation)) return { conversation, newest: true };
    }
    return undefined;
  }

  #isFarBehind(session: PeerSession, conversation: Conversation): boolean {
    let count = 0;
    for (const record of session.claims.of(conversation.room)?.values() ?? []) {
      if (record.owner?.kind !== 'content' || !this.#wanted(session, conversation, record)) continue;
      count += Math.max(
        0,
        record.to - Math.max(record.from === record.to ? 0 : record.from, coveredEnd(heldOf(conversation, record))),
      );
      if (count > farBehind) return true;
    }
    return false;
  }

  #wanted(session: PeerSession, conversation: Conversation, record: Claim): boolean {
    const log = logKey(record);
    const { owner } = record;
    if (this.#ownLogClaims.isIgnored(session.certificate.device, conversation.room, log)) return false;
    if (this.#badSignatures.isAvoided(session.certificate.device, conversation.room, log)) return false;
    if (isStalled(session, conversation, record)) return false;
    if (owner?.kind !== 'content') return owner === undefined || conversation.has('control');
    return this.#policy.wantsContent(conversation, this.#certificates.get(owner.author));
  }
}

/** Never makes a log: a peer may name any number of devices that do not exist. */
export const heldOf = ({ logs }: Conversation, { owner }: Claim): LogCoverage =>
  (owner && logs[owner.kind].get(owner.author)?.pending) ?? emptyCoverage;

const isStalled = (session: PeerSession, { room }: Conversation, claim: Claim): boolean =>
  stalledAt(session.fetch, room, logKey(claim)) >= claim.to;

/** What is missing; of a log whose author is not known no more than its beginning. */
const askedOf = (claim: Claim, held: LogCoverage): Range[] => {
  const ranges = missingRanges(held, claim);
  return claim.owner === undefined ? ranges.map(({ from }) => ({ from, to: from + 1 })) : ranges;
};
