import type { Delivery, Row } from '../../../common/protocol/view/index.ts';

/** How many of my own rows are remembered, so that a delivery mark can be put on them. */
const ownRows = 1000;

/** Which rows of a conversation a page has, and which it is to get next. */
export class RowWindow {
  readonly #own = new Map<string, Row>();
  readonly #waiting = new Map<string, Row>();
  /** Order of the oldest row of an unbroken stretch up to the newest; rows before it come with `older`. */
  #from = '';

  get waiting(): number {
    return this.#waiting.size;
  }

  /** The newest page has been read. Rows that came meanwhile are newer than what was read, also of the same entry. */
  start(rows: readonly Row[], hasOlder: boolean): void {
    const meanwhile = [...this.#waiting.values()];
    this.#waiting.clear();
    this.extend(rows, hasOlder);
    for (const row of [...rows, ...meanwhile]) this.put(row);
  }

  extend(rows: readonly Row[], hasOlder: boolean): void {
    this.#from = hasOlder ? (rows[0]?.order ?? '') : '';
    for (const row of rows) this.#remember(row);
  }

  put(row: Row): void {
    if (row.order < this.#from) return;
    this.#remember(row);
    this.#waiting.set(row.id, row);
  }

  deliver(entry: string, delivery: Delivery): void {
    const row = this.#own.get(entry);
    if (row) this.put({ ...row, delivery });
  }

  /** What waits, in order, once. */
  take(): readonly Row[] {
    const rows = [...this.#waiting.values()].sort((a, b) => (a.order < b.order ? -1 : 1));
    this.#waiting.clear();
    return rows;
  }

  #remember(row: Row): void {
    if (!row.own) return;
    this.#own.delete(row.id);
    this.#own.set(row.id, row);
    const [oldest] = this.#own.keys();
    if (this.#own.size > ownRows && oldest !== undefined) this.#own.delete(oldest);
  }
}
