import { toHex, type Crypto } from '../../../common/base/index.ts';
import { verifyRun, decodeControl, emptyTip, isAnchor, logId, roomId, selfKey } from '../../../common/log/index.ts';
import {
  asHex,
  type Batch,
  type Certificate,
  type DeviceKey,
  type Entry,
  type EntryId,
  type IdentityKey,
  type LogId,
  type LogKey,
  logKey,
  type RoomId,
  type RoomKey,
  type StoredEntry,
} from '../../../common/model/index.ts';
import type { MemoryDisk } from '../sim/memory-disk.ts';
import { Crossings } from './crossings.ts';

/** What one disk ever had of one log. */
interface Shelf {
  readonly ids: Map<number, EntryId>;
  /** Entries 0 to prefix - 1 are there. */
  prefix: number;
  /** Of the entry synced last. */
  lastMs: number;
}

/** The owner of the disk has signed that he leaves. */
type OnLeave = (room: RoomKey, entry: EntryId) => void;

/** The world's own books: what ever was synced where, checked as it comes, independently of the product. */
export class Ledger {
  readonly #crypto: Crypto;
  readonly #violated: (what: string) => void;
  readonly #people = new Map<DeviceKey, Certificate>();
  readonly #shelves = new Map<MemoryDisk, Map<LogKey, Shelf>>();
  readonly #owners = new Map<MemoryDisk, Certificate>();
  readonly #onLeave = new Map<DeviceKey, OnLeave>();
  /** Whose self rooms these are, or their logs. */
  readonly #selves = new Map<RoomId | LogId, IdentityKey>();
  readonly #ids = new Map<MemoryDisk, Set<EntryId>>();
  /** One history for each log: its entries by their place. */
  readonly #history = new Map<string, EntryId>();
  /** Who ever signed that he makes or joins a room. */
  readonly #joined = new Map<RoomKey, Set<IdentityKey>>();
  readonly #verified = new Set<EntryId>();
  readonly crossings = new Crossings((device) => this.whoIs(device));
  /** An author's clock was seen to go back. */
  clockWentBack = false;

  constructor(crypto: Crypto, violated: (what: string) => void) {
    this.#crypto = crypto;
    this.#violated = violated;
  }

  /** From now on everything that is synced there is looked at. */
  watch(certificate: Certificate, disk: MemoryDisk, onLeave: OnLeave): void {
    this.#onLeave.set(certificate.device, onLeave);
    this.#people.set(certificate.device, certificate);
    this.#owners.set(disk, certificate);
    const self = selfKey(this.#crypto, certificate.identity);
    for (const id of [roomId(self), logId(this.#crypto, self, 'content', certificate.identity)])
      this.#selves.set(id, certificate.identity);
    this.#shelves.set(disk, new Map());
    this.#ids.set(disk, new Set());
    disk.onSynced = (batch) => this.#onSynced(disk, batch);
  }

  whoIs(device: DeviceKey): Certificate | undefined {
    return this.#people.get(device);
  }

  /** Was it ever synced there? */
  had(disk: MemoryDisk, id: EntryId): boolean {
    return this.#ids.get(disk)?.has(id) ?? false;
  }

  /** Somebody's self room is nobody else's business, nor is a log of it. */
  mayKnow(id: RoomId | LogId, identity: IdentityKey): boolean {
    return (this.#selves.get(id) ?? identity) === identity;
  }

  /** Did that disk ever have all of these? */
  hadAll(disk: MemoryDisk, log: LogKey, from: number, to: number): boolean {
    if (from >= to) return true;
    const shelf = this.#shelves.get(disk)?.get(log);
    if (shelf === undefined) return false;
    for (let seq = Math.max(from, shelf.prefix); seq < to; seq++) if (!shelf.ids.has(seq)) return false;
    return true;
  }

  mayBeMember(room: RoomKey, identity: string): boolean {
    return this.#joined.get(room)?.has(identity as IdentityKey) ?? false;
  }

  #onSynced(disk: MemoryDisk, { entries = [] }: Batch): void {
    const fresh = entries.filter(({ entry }) => !this.had(disk, entry.id));
    for (const run of runsOf(fresh)) this.#take(disk, run);
    const owner = this.#owners.get(disk)?.device;
    if (owner !== undefined) this.crossings.onSynced(disk, owner, fresh);
  }

  #take(disk: MemoryDisk, run: readonly StoredEntry[]): void {
    const [{ room, kind, entry: first }] = run as [StoredEntry];
    const shelf = this.#shelf(disk, logKey(first));
    const owner = this.#owners.get(disk)?.identity;
    if (owner === undefined || !this.mayKnow(first.log, owner)) this.#violated("stored, but of another's self room");
    const author = this.#people.get(first.device);
    if (author !== undefined && first.log !== logId(this.#crypto, room, kind, author.identity))
      this.#violated('stored, but not of its author in this room');
    this.#verify(
      shelf,
      run.map(({ entry }) => entry),
    );
    for (const [i, { entry }] of run.entries()) {
      this.#onlyHistory(entry);
      this.clockWentBack ||= entry.clock.ms < (run[i - 1]?.entry.clock.ms ?? shelf.lastMs);
      shelf.lastMs = entry.clock.ms;
      shelf.ids.set(entry.seq, entry.id);
      this.#ids.get(disk)?.add(entry.id);
      if (kind === 'control') this.#noteMember(room, entry);
    }
    while (shelf.ids.has(shelf.prefix)) shelf.prefix++;
  }

  /** Stored implies verified: the chain fits what is there and leads to an anchor that holds. */
  #verify(shelf: Shelf, run: readonly Entry[]): void {
    const [first] = run as [Entry];
    const before = first.seq === 0 ? emptyTip.id : (shelf.ids.get(first.seq - 1) ?? asHex<EntryId>(toHex(first.prev)));
    if (toHex(first.prev) !== before) this.#violated('stored, but it does not continue what is there');
    const last = run.at(-1) as Entry;
    if (!this.#people.has(last.device)) this.#violated('stored, but of a device that does not exist');
    if (this.#verified.has(last.id)) return;
    const tip = { prefix: first.seq, id: before, clock: emptyTip.clock };
    const verdict = verifyRun(this.#crypto, first.log, tip, run);
    if (verdict !== 'ok') this.#violated(`stored, but not verified: ${verdict}`);
    for (const { id } of run) this.#verified.add(id);
  }

  #onlyHistory({ log, device, seq, id }: Entry): void {
    const place = log + device + String(seq);
    const other = this.#history.get(place);
    if (other !== undefined && other !== id) this.#violated(`a log has two histories at ${seq}`);
    this.#history.set(place, id);
  }

  #noteMember(room: RoomKey, { id, device, body }: Entry): void {
    const kind = body && decodeControl(body)?.kind;
    if (kind === 'LEAVE') this.#onLeave.get(device)?.(room, id);
    const author = this.#people.get(device);
    if (author === undefined || (kind !== 'GENESIS' && kind !== 'JOIN')) return;
    const joined = this.#joined.get(room) ?? new Set();
    this.#joined.set(room, joined.add(author.identity));
  }

  #shelf(disk: MemoryDisk, key: LogKey): Shelf {
    const shelves = this.#shelves.get(disk) ?? new Map<LogKey, Shelf>();
    const shelf = shelves.get(key) ?? { ids: new Map(), prefix: 0, lastMs: 0 };
    shelves.set(key, shelf);
    return shelf;
  }
}

/** Consecutive entries of one log, each part ending at its anchor. */
const runsOf = (entries: readonly StoredEntry[]): readonly StoredEntry[][] => {
  const logs = Map.groupBy(entries, ({ entry }) => logKey(entry));
  return [...logs.values()].flatMap((log) => {
    const runs: StoredEntry[][] = [];
    let run: StoredEntry[] = [];
    for (const stored of log.toSorted((a, b) => a.entry.seq - b.entry.seq)) {
      run.push(stored);
      if (!isAnchor(stored.entry)) continue;
      runs.push(run);
      run = [];
    }
    // without an anchor, which `verify` will find
    return run.length > 0 ? [...runs, run] : runs;
  });
};
