import type { Env } from '../../../common/base/index.ts';
import { missing } from '../../../common/log/index.ts';
import { encodeFrame, encodeWant, frameTypes, type HaveRecord } from '../../../common/protocol/peer/index.ts';
import type { Certificate, DeviceKey, RoomKey } from '../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import { logKey, type LogKey, type Neighbour } from './neighbour.ts';
import type { Links } from './ports.ts';

const rangesPerWant = 64;
const knownRecords = 20_000;
const pageLeast = 16 * 1024;
const pageMost = 192 * 1024;
const answerTimeout = 30_000;

/**
 * Asks neighbours for what they hold and we do not, oldest first, so that no log is ever torn. One WANT is in flight for each
 * link, and no log is asked of two neighbours at once.
 */
export class CatchUp {
  readonly #env: Pick<Env, 'clock'>;
  readonly #me: Certificate;
  readonly #links: Pick<Links, 'send'>;
  readonly #conversations: Conversations;
  readonly #certificates: Certificates;
  readonly #askedOf = new Map<string, DeviceKey>();

  constructor(
    env: Pick<Env, 'clock'>,
    me: Certificate,
    links: Pick<Links, 'send'>,
    conversations: Conversations,
    certificates: Certificates,
  ) {
    this.#env = env;
    this.#me = me;
    this.#links = links;
    this.#conversations = conversations;
    this.#certificates = certificates;
  }

  /** Sends the next WANT if something is missing and none is in flight. */
  next(neighbour: Neighbour, timedOut: () => void): void {
    if (neighbour.asked !== undefined) return;
    for (const [room, records] of neighbour.theirs) {
      const conversation = this.#conversations.get(room);
      if (conversation === undefined) continue;
      const ranges = [...records.values()]
        .filter((record) => this.#wanted(neighbour, conversation, record))
        .sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'control' ? -1 : 1))
        .slice(0, rangesPerWant);
      if (ranges.length > 0) {
        this.#ask(neighbour, conversation, ranges, timedOut);
        return;
      }
    }
  }

  /** The answer has been taken in: learn from it how much to ask for. */
  answered(neighbour: Neighbour): void {
    const asked = this.release(neighbour);
    if (asked === undefined) return;
    const took = this.#env.clock.mono() - asked.at;
    if (took < 250) neighbour.pageBytes = Math.min(pageMost, neighbour.pageBytes * 2);
    if (took > 1000) neighbour.pageBytes = Math.max(pageLeast, neighbour.pageBytes / 2);
    const conversation = this.#conversations.get(asked.room);
    for (const [key, before] of asked.logs) {
      const said = neighbour.theirs.get(asked.room)?.get(key);
      if (conversation === undefined || said === undefined) continue;
      // an answer that brings nothing would be asked for again and again
      if (heldOf(conversation, said) === before) {
        neighbour.stuck.set(stuckKey(asked.room, key), said.prefix);
      }
    }
  }

  /** No answer will come any more. */
  release(neighbour: Neighbour): Neighbour['asked'] {
    const { asked } = neighbour;
    if (asked === undefined) return undefined;
    asked.timer.dispose();
    for (const key of asked.logs.keys()) this.#askedOf.delete(stuckKey(asked.room, key));
    neighbour.asked = undefined;
    return asked;
  }

  #wanted(neighbour: Neighbour, conversation: Conversation, record: HaveRecord): boolean {
    const key = stuckKey(conversation.room, logKey(record.device, record.kind));
    if (missing(heldOf(conversation, record), record) === undefined) return false;
    if (this.#askedOf.has(key) || (neighbour.stuck.get(key) ?? -1) >= record.prefix) return false;
    return record.kind === 'control' ? conversation.controlLog !== undefined : this.#wantsContent(conversation, record);
  }

  #wantsContent(conversation: Conversation, record: HaveRecord): boolean {
    if (conversation.closed || !conversation.has(this.#me.identity)) return false;
    const author = this.#certificates.get(record.device);
    return author === undefined || conversation.has(author.identity);
  }

  #ask(neighbour: Neighbour, conversation: Conversation, records: readonly HaveRecord[], timedOut: () => void): void {
    const { room } = conversation;
    const device = neighbour.certificate.device;
    const logs = new Map<LogKey, number>();
    const ranges = records.map((record) => {
      const from = heldOf(conversation, record);
      logs.set(logKey(record.device, record.kind), from);
      this.#askedOf.set(stuckKey(room, logKey(record.device, record.kind)), device);
      return { device: record.device, kind: record.kind, from, to: record.prefix, newestFirst: false };
    });
    const timer = this.#env.clock.after(answerTimeout, () => {
      this.release(neighbour);
      timedOut();
    });
    neighbour.asked = { room, logs, at: this.#env.clock.mono(), timer };
    const want = { mode: 'ranges', room: conversation.contentLog, maxBytes: neighbour.pageBytes, ranges } as const;
    this.#links.send(device, encodeFrame(frameTypes.WANT, encodeWant(want)), 'have');
  }

  /** Forgets that logs of this conversation did not move: who is a member has changed. */
  unstick(neighbour: Neighbour, room: RoomKey): void {
    for (const key of neighbour.stuck.keys()) if (key.startsWith(room)) neighbour.stuck.delete(key);
  }

  /** Room for what a neighbour says about one more conversation. */
  static mayRemember(neighbour: Neighbour, more: number): boolean {
    let sum = more;
    for (const records of neighbour.theirs.values()) sum += records.size;
    return sum <= knownRecords;
  }
}

/** Never makes a log: a neighbour may name any number of devices that do not exist. */
const heldOf = ({ logs }: Conversation, { kind, device }: Pick<HaveRecord, 'kind' | 'device'>): number =>
  logs[kind].get(device)?.pending.prefix ?? 0;

const stuckKey = (room: RoomKey, key: LogKey): string => `${room}${key}`;
