import type { Env } from '../../../../common/base/index.ts';
import { emptyCoverage, type LogCoverage } from '../../../../common/log/index.ts';
import {
  encodeFrame,
  encodeWant,
  frameTypes,
  peerLimits,
  type Have,
  type HaveRecord,
  type Want,
} from '../../../../common/protocol/peer/index.ts';
import type { DeviceKey, Entry, LogKind, RoomKey } from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import { logKey, type LogKey, type PeerSession } from './peer-session.ts';
import type { Links } from '../ports.ts';
import { stalledKey, toWantRange, type FetchPlan, type FetchPlanner } from './fetch-planner.ts';

const maxRecordsPerPeer = 20_000;
const minPageBytes = 4 * 1024;
const maxPageBytes = 192 * 1024;
/** Milliseconds after which others are asked for the same, and after which this one is asked for something else. */
const patience = 3000;
const answerTimeout = 30_000;

/**
 * Asks peers for what they hold and we do not. One WANT is in flight for each link, and nothing is asked of two
 * peers at once, unless the first is slow to answer.
 */
export class Fetcher {
  readonly #env: Pick<Env, 'clock'>;
  readonly #links: Pick<Links, 'send'>;
  readonly #conversations: Conversations;
  readonly #planner: FetchPlanner;
  /** An answer about the conversation does not come. */
  readonly #onSlowIn: (room: RoomKey) => void;
  /** Who is being asked for a log, or for the newest page of a conversation. */
  readonly #askedOf = new Map<string, DeviceKey>();

  constructor(
    env: Pick<Env, 'clock'>,
    links: Pick<Links, 'send'>,
    conversations: Conversations,
    planner: FetchPlanner,
    onSlow: (room: RoomKey) => void = () => {},
  ) {
    this.#onSlowIn = onSlow;
    this.#env = env;
    this.#links = links;
    this.#conversations = conversations;
    this.#planner = planner;
  }

  onHave(session: PeerSession, room: RoomKey, { records, full }: Pick<Have, 'records' | 'full'>): void {
    // it begins anew: what it did not give before, it may give now
    if (full) this.retryStalled(session, room);
    else this.#planner.onHave(session, room, records);
  }

  /** Sends the next WANT if something is missing and none is in flight. `late`: the answer does not come, ask others too. */
  next(session: PeerSession, late: () => void): void {
    if (session.asked !== undefined) return;
    const plan = this.#planner.next(session, (room, key) => this.#askedOf.has(askedKey(room, key)));
    if (plan !== undefined) this.#ask(session, plan, late);
  }

  /** Part of an answer. */
  onChunk({ asked }: PeerSession, entries: readonly Entry[]): void {
    for (const { log, device } of asked === undefined ? [] : entries) {
      const kind = this.#conversations.byLog(log)?.kind;
      if (kind !== undefined) asked?.received.add(logKey(device, kind));
    }
  }

  /** The answer has been taken in: learn from it how much to ask for. */
  onAnswered(session: PeerSession): void {
    const asked = this.abort(session);
    if (asked === undefined) return;
    const took = this.#env.clock.mono() - asked.at;
    if (took < 250) session.pageBytes = Math.min(maxPageBytes, session.pageBytes * 2);
    if (took > 1000) session.pageBytes = Math.max(minPageBytes, session.pageBytes / 2);
    const conversation = this.#conversations.get(asked.room);
    if (conversation === undefined) return;
    // an answer that brings nothing would be asked for again and again; what it has not come to yet is no such thing
    const logs = [...asked.logs];
    const reached = logs.findLastIndex(([key]) => asked.received.has(key));
    for (const [key, before] of reached === -1 ? logs : logs.slice(0, reached + 1)) {
      const said = session.theirs.get(asked.room)?.get(key);
      if (said !== undefined && heldOf(conversation, said) === before)
        session.stalled.set(stalledKey(asked.room, key), said.to);
    }
  }

  /** No answer will come any more. */
  abort(session: PeerSession): PeerSession['asked'] {
    const { asked } = session;
    if (asked === undefined) return undefined;
    asked.timer.dispose();
    this.#share(session);
    session.asked = undefined;
    session.tombstones = undefined;
    return asked;
  }

  /** It is being asked for content of the conversation, or will be. */
  isFetching({ asked, candidates: more }: PeerSession, room: RoomKey): boolean {
    return asked?.room === room || more.content.has(room);
  }

  /** It says that it holds more of my own log, has not been slow to answer, and has not failed to give it. */
  isOwnComing(session: PeerSession, conversation: Conversation, kind: LogKind): boolean {
    if (session.asked?.slow === true) return false;
    return this.#planner.ownBeyond(session, conversation, kind) !== undefined;
  }

  /** Who is a member has changed, or a commit failed: what was refused may be taken now. */
  retryStalled(session: PeerSession, room: RoomKey): void {
    for (const key of session.stalled.keys()) if (key.startsWith(room)) session.stalled.delete(key);
    this.#planner.onHave(session, room, session.theirs.get(room)?.values() ?? []);
  }

  /** Room for what a peer says about one more conversation. */
  static mayRemember(session: PeerSession, more: number): boolean {
    let sum = more;
    for (const said of [session.theirs, session.unclaimed]) for (const records of said.values()) sum += records.size;
    return sum <= maxRecordsPerPeer;
  }

  #ask(session: PeerSession, plan: FetchPlan, late: () => void): void {
    const { room, contentLog } = plan.conversation;
    const { device } = session.certificate;
    const logs = new Map<LogKey, LogCoverage>();
    if (plan.newest) this.#askedOf.set(askedKey(room, undefined), device);
    for (const { record, held } of plan.newest ? [] : plan.ranges) {
      const key = logKey(record.device, record.kind);
      logs.set(key, held);
      this.#askedOf.set(askedKey(room, key), device);
    }
    const timer = this.#env.clock.setTimer(patience, () => this.#onSlow(session, late));
    session.asked = { room, logs, received: new Set(), at: this.#env.clock.mono(), slow: false, timer };
    const base = { room: contentLog, maxBytes: session.pageBytes };
    const want: Want = plan.newest
      ? { ...base, mode: 'newest', count: peerLimits.wantEntries }
      : { ...base, mode: 'ranges', ranges: plan.ranges.map(toWantRange) };
    this.#links.send(device, encodeFrame(frameTypes.WANT, encodeWant(want)), 'have');
  }

  #onSlow(session: PeerSession, late: () => void): void {
    const { asked } = session;
    if (asked === undefined) return;
    this.#share(session);
    asked.slow = true;
    asked.timer = this.#env.clock.setTimer(answerTimeout - patience, () => {
      this.abort(session);
      this.#onSlowIn(asked.room);
      late();
    });
    this.#onSlowIn(asked.room);
    late();
  }

  /** What it is asked for may be asked of others. */
  #share({ asked, certificate }: PeerSession): void {
    if (asked === undefined) return;
    for (const key of [undefined, ...asked.logs.keys()]) {
      const name = askedKey(asked.room, key);
      if (this.#askedOf.get(name) === certificate.device) this.#askedOf.delete(name);
    }
  }
}

/** Never makes a log: a peer may name any number of devices that do not exist. */
const heldOf = ({ logs }: Conversation, { kind, device }: Pick<HaveRecord, 'kind' | 'device'>): LogCoverage =>
  logs[kind].get(device)?.pending ?? emptyCoverage;

const askedKey = (room: RoomKey, key: LogKey | undefined): string => `${room}${key ?? 'newest'}`;
