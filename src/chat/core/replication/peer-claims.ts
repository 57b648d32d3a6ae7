import type { Have, HaveRecord } from '../../../../common/protocol/peer/index.ts';
import type { DeviceKey, LogId, LogKind, RoomKey } from '../../../../common/model/index.ts';

/** Names one log inside a conversation; sorts as HAVE does: by device, then kind. */
export type LogKey = `${DeviceKey}${0 | 1}`;
export const logKey = (device: DeviceKey, kind: LogKind): LogKey => `${device}${kind === 'content' ? 0 : 1}`;

export const kindOf = (log: LogKey): LogKind => (log.endsWith('0') ? 'content' : 'control');

type Records = Map<LogKey, HaveRecord>;

/** Logs, and conversations that I do not know, of which one linked device may speak. */
const maxRecords = 20_000;
const maxUnknown = 1000;

/** What a linked device says that it holds. */
export class PeerClaims {
  readonly #byRoom = new Map<RoomKey, Records>();
  /**
   * The same of conversations that I do not know yet: another device of mine may have joined them a moment ago. A link brings
   * everything held once, so what is forgotten now is not said again.
   */
  readonly #unknown = new Map<LogId, Records>();
  /** How many logs are in both. Counted: no frame costs more for those that came before it. */
  #records = 0;

  /** Of one conversation; undefined while it has said nothing of it. */
  of(room: RoomKey): ReadonlyMap<LogKey, HaveRecord> | undefined {
    return this.#byRoom.get(room);
  }

  get rooms(): Iterable<RoomKey> {
    return this.#byRoom.keys();
  }

  /** Room for so many more. */
  hasRoomFor(more: number): boolean {
    return this.#records + more <= maxRecords;
  }

  /** Answers of which logs it holds, or has read, more than before. */
  add(room: RoomKey, records: readonly HaveRecord[]): HaveRecord[] {
    const known: Records = this.#byRoom.get(room) ?? new Map();
    this.#byRoom.set(room, known);
    return this.#merge(known, records);
  }

  stash({ room, records }: Pick<Have, 'room' | 'records'>): void {
    const before = this.#unknown.get(room);
    if (records.length === 0 || (before === undefined && this.#unknown.size >= maxUnknown)) return;
    const known: Records = before ?? new Map();
    this.#unknown.set(room, known);
    this.#merge(known, records);
  }

  /** The conversation is known now: all that was said of it before, as one statement. */
  takeStashed(room: LogId): Have | undefined {
    const known = this.#unknown.get(room);
    if (known === undefined) return undefined;
    this.#unknown.delete(room);
    this.#records -= known.size;
    return { room, full: true, more: false, records: [...known.values()] };
  }

  #merge(known: Records, records: readonly HaveRecord[]): HaveRecord[] {
    const before = known.size;
    const grown = records.filter((said) => {
      const key = logKey(said.device, said.kind);
      const earlier = known.get(key) ?? { prefix: 0, read: 0 };
      known.set(key, said);
      return said.prefix > earlier.prefix || said.read > earlier.read;
    });
    this.#records += known.size - before;
    return grown;
  }
}
