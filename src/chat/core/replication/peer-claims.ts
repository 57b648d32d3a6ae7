import type { Have, HaveRecord } from '../../../../common/protocol/peer/index.ts';
import type { DeviceKey, LogId, LogKind, RoomKey } from '../../../../common/model/index.ts';

/** Names one log inside a conversation; sorts as HAVE does: by device, then kind. */
export type LogKey = `${DeviceKey}${0 | 1}`;
export const logKey = (device: DeviceKey, kind: LogKind): LogKey => `${device}${kind === 'content' ? 0 : 1}`;

type Records = Map<LogKey, HaveRecord>;

const maxRecords = 20_000;

/** What a linked device says that it holds. */
export class PeerClaims {
  readonly #byRoom = new Map<RoomKey, Records>();
  /**
   * The same of conversations that I do not know yet: another device of mine may have joined them a moment ago. A link brings
   * everything held once, so what is forgotten now is not said again.
   */
  readonly #unknown = new Map<LogId, Records>();

  /** Of one conversation; undefined while it has said nothing of it. */
  of(room: RoomKey): ReadonlyMap<LogKey, HaveRecord> | undefined {
    return this.#byRoom.get(room);
  }

  get rooms(): Iterable<RoomKey> {
    return this.#byRoom.keys();
  }

  /** Room for so many more. */
  hasRoomFor(more: number): boolean {
    let sum = more;
    for (const known of [this.#byRoom, this.#unknown]) for (const records of known.values()) sum += records.size;
    return sum <= maxRecords;
  }

  /** Answers of which logs it holds, or has read, more than before. */
  add(room: RoomKey, records: readonly HaveRecord[]): HaveRecord[] {
    const known: Records = this.#byRoom.get(room) ?? new Map();
    this.#byRoom.set(room, known);
    return merge(known, records);
  }

  stash({ room, records }: Pick<Have, 'room' | 'records'>): void {
    const known: Records = this.#unknown.get(room) ?? new Map();
    this.#unknown.set(room, known);
    merge(known, records);
  }

  /** The conversation is known now: all that was said of it before, as one statement. */
  takeStashed(room: LogId): Have | undefined {
    const known = this.#unknown.get(room);
    if (known === undefined) return undefined;
    this.#unknown.delete(room);
    return { room, full: true, more: false, records: [...known.values()] };
  }
}

const merge = (known: Records, records: readonly HaveRecord[]): HaveRecord[] =>
  records.filter((said) => {
    const key = logKey(said.device, said.kind);
    const before = known.get(key) ?? { prefix: 0, read: 0 };
    known.set(key, said);
    return said.prefix > before.prefix || said.read > before.read;
  });
