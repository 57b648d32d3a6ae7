import type { EntryId } from '../../common/model/index.ts';
import type { Statements } from './statements.ts';

/** Ids that wait until they are taken into the index together; while they are, as many again may wait. */
const maxWaiting = 16_384;
/** Ids that a commit takes into the index for each entry of its own: so they are through before the next ones are due. */
const movesEach = 2;
/** Hex digits: enough to find an entry, and few enough for a whole number. */
const prefixDigits = 12;

/**
 * Finds entries by their ids. Those are hashes: taken into an index one by one, each would touch a page of its own. So they wait in
 * memory and go into it sorted, many to a page, a few with every commit. What waits is read from the entries at the start:
 * `id_index` says up to which number all of them stand in `entry_id`.
 */
export class EntryIds {
  readonly #sql: Statements;
  /** Numbers of entries by the prefixes of their ids. Undefined: to be read. */
  #waiting: Map<number, number> | undefined;
  /** On their way into the index, found here until all of them are in it. */
  #moving: ReadonlyMap<number, number> = new Map();
  /** The prefixes of these, sorted; those before `#moved` are in the index. */
  #sorted = new Float64Array(0);
  #moved = 0;
  #added = 0;

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  /** The number of an entry that is held; null if there is none. */
  numberOf(id: EntryId): number | null {
    const prefix = prefixOf(id);
    const remembered = [this.#read().get(prefix), this.#moving.get(prefix)];
    for (const number of remembered) if (number !== undefined && this.#isThat(number, id)) return number;
    const found = this.#sql.all('SELECT entry FROM entry_id WHERE prefix = ?', prefix);
    return found.map((row) => Number(row['entry'])).find((number) => this.#isThat(number, id)) ?? null;
  }

  add(id: EntryId, number: number): void {
    const prefix = prefixOf(id);
    const waiting = this.#read();
    // two that begin alike are as good as never met: the second goes where there is room for both
    if (waiting.has(prefix) || this.#moving.has(prefix)) this.#insert(prefix, number);
    else waiting.set(prefix, number);
    this.#added++;
  }

  /** Part of every commit. */
  move(): void {
    const waiting = this.#read();
    if (this.#moved === this.#sorted.length && waiting.size >= maxWaiting) this.#begin(waiting);
    const to = Math.min(this.#sorted.length, this.#moved + movesEach * this.#added);
    this.#added = 0;
    if (this.#moved === to) return;
    for (const prefix of this.#sorted.subarray(this.#moved, to)) {
      this.#insert(prefix, this.#moving.get(prefix) as number);
    }
    this.#moved = to;
    if (to === this.#sorted.length) this.#end();
  }

  /** The entries of a room go with this. */
  forget(room: number, remove: () => void): void {
    const entries = 'SELECT id, number FROM entry WHERE log IN (SELECT number FROM log WHERE room = ?)';
    for (const { id, number } of this.#sql.prepared(entries).iterate(room)) {
      this.#sql.run('DELETE FROM entry_id WHERE prefix = ? AND entry = ?', prefixOf(id as EntryId), Number(number));
    }
    remove();
    // numbers above the highest are given again
    this.#sql.run('UPDATE id_index SET up_to = min(up_to, ifnull((SELECT max(number) FROM entry), 0))');
    this.reset();
  }

  /** The tables are not what they were. */
  reset(): void {
    this.#waiting = undefined;
    this.#added = 0;
    this.#clear();
  }

  #begin(waiting: ReadonlyMap<number, number>): void {
    this.#moving = waiting;
    this.#sorted = Float64Array.from(waiting.keys()).sort();
    this.#moved = 0;
    this.#waiting = new Map();
  }

  #end(): void {
    let upTo = 0;
    for (const number of this.#moving.values()) upTo = Math.max(upTo, number);
    this.#sql.run('UPDATE id_index SET up_to = ?', upTo);
    this.#clear();
  }

  #clear(): void {
    this.#moving = new Map();
    this.#sorted = new Float64Array(0);
    this.#moved = 0;
  }

  /** After a crash some of them are there. */
  #insert(prefix: number, number: number): void {
    this.#sql.run('INSERT OR IGNORE INTO entry_id VALUES (?, ?)', prefix, number);
  }

  #isThat(number: number, id: EntryId): boolean {
    return this.#sql.get('SELECT id FROM entry WHERE number = ?', number)?.['id'] === id;
  }

  #read(): Map<number, number> {
    if (this.#waiting !== undefined) return this.#waiting;
    this.#waiting = new Map();
    const entries = 'SELECT id, number FROM entry WHERE number > (SELECT up_to FROM id_index) ORDER BY number';
    for (const { id, number } of this.#sql.prepared(entries).iterate()) {
      const prefix = prefixOf(id as EntryId);
      // the second of two that begin alike is in the index
      if (!this.#waiting.has(prefix)) this.#waiting.set(prefix, Number(number));
    }
    return this.#waiting;
  }
}

const prefixOf = (id: EntryId): number => Number.parseInt(id.slice(0, prefixDigits), 16);
