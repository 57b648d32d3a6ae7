import type { Env } from '../../../../common/base/index.ts';
import {
  encodeFrame,
  encodeWant,
  frameTypes,
  peerLimits,
  type Have,
  type Want,
} from '../../../../common/protocol/peer/index.ts';
import {
  type DeviceKey,
  type Entry,
  type LogKey,
  logKey,
  type LogKind,
  type RoomKey,
} from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import type { Certificates } from './certificates.ts';
import { giveUp, noteChunk, takeAnswer } from './answer-match.ts';
import { type Asked, type AskedLog, type FetchState } from './fetch-state.ts';
import type { OwnLogClaims } from './own-log-claims.ts';
import type { PeerSession } from './peer-session.ts';
import type { EntryPolicy } from './policy.ts';
import { totalWeight } from './frames.ts';
import { Tombstones } from './tombstones.ts';
import type { Links } from '../ports.ts';
import { heldOf, toWantRange, type FetchPlan, type FetchPlanner } from './fetch-planner.ts';

const minPageBytes = 4 * 1024;
/** Milliseconds after which others are asked for the same, and after which this one is asked for something else. */
const patience = 3000;
const answerTimeout = 30_000;

interface FetcherParts {
  readonly env: Pick<Env, 'clock'>;
  readonly links: Pick<Links, 'send'>;
  readonly conversations: Conversations;
  readonly certificates: Pick<Certificates, 'get' | 'identitiesOf'>;
  readonly policy: Pick<EntryPolicy, 'deletionCounts' | 'heardFrom'>;
  readonly planner: FetchPlanner;
  readonly ownLogClaims: Pick<OwnLogClaims, 'delays' | 'unproved'>;
  /** An answer about the conversation does not come. */
  readonly onSlow: (room: RoomKey) => void;
}

/**
 * Asks peers for what they hold and we do not. One WANT is in flight for each link, and nothing is asked of two
 * peers at once, unless the first is slow to answer.
 */
export class Fetcher {
  readonly #parts: FetcherParts;
  /** Who is being asked for a log, or for the newest page of a conversation. */
  readonly #askedOf = new Map<string, DeviceKey>();

  constructor(parts: FetcherParts) {
    this.#parts = parts;
  }

  onHave(session: PeerSession, room: RoomKey, have: Pick<Have, 'records' | 'full' | 'more'>): void {
    const { planner } = this.#parts;
    planner.onHave(
      session,
      room,
      have.records.map((record) => logKey(record)),
    );
    // it begins anew: what it did not give before, it may give now
    if (have.full) planner.onHave(session, room, this.#takeStalled(session, room));
    if (have.full && !have.more) planner.onWholeHave(session, room);
  }

  /** It is known now whose logs these are. */
  onClaims(session: PeerSession, room: RoomKey, logs: Iterable<LogKey>): void {
    this.#parts.planner.onHave(session, room, logs);
  }

  /** Sends the next WANT if something is missing and none is in flight. `late`: the answer does not come, ask others too. */
  next(session: PeerSession, late: () => void): void {
    const { fetch } = session;
    if (fetch.asked !== undefined) return;
    const { clock } = this.#parts.env;
    const isForeignAllowed = fetch.allowance.left(clock.mono()) > 0;
    const isTaken = (room: RoomKey, key: LogKey | undefined): boolean => this.#askedOf.has(askedKey(room, key));
    const plan = this.#parts.planner.next(session, isTaken, isForeignAllowed);
    if (plan !== undefined) return this.#ask(session, plan, late);
    if (isForeignAllowed) return;
    fetch.resume ??= clock.setTimer(fetch.allowance.wait(clock.mono()), () => {
      fetch.resume = undefined;
      late();
    });
  }

  /** Part of an answer. */
  onChunk({ fetch: { asked } }: PeerSession, entries: readonly Entry[]): void {
    if (asked === undefined) return;
    asked.bytes += totalWeight(entries);
    noteChunk(asked, this.#parts.conversations, entries);
  }

  /** An answer has been taken in: learn from it how much to ask for. `isEmpty`: its last frame brought nothing. */
  onAnswered(session: PeerSession, isEmpty: boolean): void {
    const { fetch } = session;
    const answer = takeAnswer(fetch, isEmpty);
    const asked = answer === 'late' ? undefined : this.abort(session);
    if (asked === undefined) return;
    const took = this.#parts.env.clock.mono() - asked.at;
    if (took < 250 && answer === 'sure') fetch.pageBytes = Math.min(peerLimits.entriesBytes, fetch.pageBytes * 2);
    if (took > 1000) askForLess(fetch);
    const conversation = this.#parts.conversations.get(asked.room);
    if (conversation === undefined) return;
    // logs up to the last one that the answer reached and that did not advance are not asked for again until the peer claims more
    const logs = [...asked.logs];
    const reached = logs.findLastIndex(([key]) => asked.received.has(key));
    for (const [key, { held, owned }] of reached === -1 ? logs : logs.slice(0, reached + 1)) {
      if (answer === 'partial' && !asked.received.has(key)) continue;
      const said = session.claims.of(asked.room)?.get(key);
      // whose it is has come with the answer: now it can be asked for, after what decides who may write
      if (!owned && said?.owner !== undefined) continue;
      if (said === undefined || heldOf(conversation, said) !== held) continue;
      this.#stall(fetch, asked.room, key, said.to);
      this.#parts.ownLogClaims.unproved(session.certificate.device, asked.room, key, said.owner?.author);
    }
  }

  /** No answer will come any more. */
  abort(session: PeerSession): Asked | undefined {
    const { asked } = session.fetch;
    if (asked === undefined) return undefined;
    asked.timer.dispose();
    this.#share(session);
    session.fetch.asked = undefined;
    if (asked.isForeign) session.fetch.allowance.spend(this.#parts.env.clock.mono(), asked.bytes);
    return asked;
  }

  /** The link has ended. */
  onDown(session: PeerSession): void {
    this.abort(session);
    session.fetch.resume?.dispose();
  }

  /** It is being asked for content of the conversation, or will be. */
  isFetching({ fetch, plan }: PeerSession, room: RoomKey): boolean {
    return fetch.asked?.room === room || plan.candidates.content.has(room);
  }

  /** It says that it holds more of my own log, has not failed to give it, and I have only just started. */
  isOwnComing(session: PeerSession, conversation: Conversation, kind: LogKind): boolean {
    const { ownLogClaims, planner } = this.#parts;
    return planner.ownBeyond(session, conversation, kind) !== undefined && ownLogClaims.delays();
  }

  /** Who is a member has changed, or a commit failed: what was refused may be taken now. */
  retryStalled(session: PeerSession, room: RoomKey): void {
    this.#takeStalled(session, room);
    this.#parts.planner.onHave(session, room, session.claims.of(room)?.keys() ?? []);
  }

  #takeStalled({ fetch: { stalled } }: PeerSession, room: RoomKey): readonly LogKey[] {
    const logs = [...(stalled.get(room)?.keys() ?? [])];
    stalled.delete(room);
    return logs;
  }

  #stall({ stalled }: FetchState, room: RoomKey, log: LogKey, end: number): void {
    const logs = stalled.get(room) ?? new Map<LogKey, number>();
    stalled.set(room, logs.set(log, end));
  }

  #ask(session: PeerSession, plan: FetchPlan, late: () => void): void {
    const { room, id } = plan.conversation;
    const { device } = session.certificate;
    const logs = new Map<LogKey, AskedLog>();
    if (plan.newest) this.#askedOf.set(askedKey(room, undefined), device);
    for (const { record, from, to, held } of plan.newest ? [] : plan.ranges) {
      const key = logKey(record);
      logs.set(key, { from, to, held, owned: record.owner !== undefined });
      this.#askedOf.set(askedKey(room, key), device);
    }
    const { env, certificates, policy } = this.#parts;
    const timer = env.clock.setTimer(patience, () => this.#onSlow(session, late));
    const tombstones = new Tombstones(certificates, policy);
    const { allowance, pageBytes } = session.fetch;
    const isForeign = policy.heardFrom(plan.conversation, session.certificate) !== 'all';
    const maxBytes = isForeign ? Math.min(pageBytes, allowance.left(env.clock.mono())) : pageBytes;
    session.fetch.asked = {
      room,
      logs,
      received: new Set(),
      tombstones,
      at: env.clock.mono(),
      isForeign,
      bytes: 0,
      wasPerhapsAnswered: false,
      broughtOthers: false,
      slow: false,
      timer,
    };
    const base = { room: id, maxBytes };
    const want: Want = plan.newest
      ? { ...base, mode: 'newest', count: peerLimits.wantEntries }
      : { ...base, mode: 'ranges', ranges: plan.ranges.map(toWantRange) };
    this.#parts.links.send(device, encodeFrame(frameTypes.WANT, encodeWant(want)), 'signal');
  }

  #onSlow(session: PeerSession, late: () => void): void {
    const { asked } = session.fetch;
    if (asked === undefined) return;
    this.#share(session);
    asked.slow = true;
    asked.timer = this.#parts.env.clock.setTimer(answerTimeout - patience, () => {
      giveUp(session.fetch);
      askForLess(session.fetch);
      this.abort(session);
      this.#parts.onSlow(asked.room);
      late();
    });
    this.#parts.onSlow(asked.room);
    late();
  }

  /** What it is asked for may be asked of others. */
  #share({ fetch: { asked }, certificate }: PeerSession): void {
    if (asked === undefined) return;
    for (const key of [undefined, ...asked.logs.keys()]) {
      const name = askedKey(asked.room, key);
      if (this.#askedOf.get(name) === certificate.device) this.#askedOf.delete(name);
    }
  }
}

const askForLess = (fetch: FetchState): void => {
  fetch.pageBytes = Math.max(minPageBytes, fetch.pageBytes / 2);
};

const askedKey = (room: RoomKey, key: LogKey | undefined): string => `${room}${key ?? 'newest'}`;
