import { isEqual, BoundedMap } from '../../../common/base/index.ts';
import type { Delivery, Row } from '../../../common/model/index.ts';
import { quoteOf } from '../../../common/text/index.ts';
import type { HistoryResult } from '../../../common/protocol/view/index.ts';

/** How many of my own rows are remembered, so that a delivery mark can be put on them. */
const ownRows = 1000;
/** How many of the rows given are remembered, so that those that are the same are not given again. */
const givenRows = 2000;
/** Rows that wait to be sent. Of more, the longest waiting is forgotten: it comes with its part of the history. */
const waitingRows = 2000;

/**
 * Which rows of a conversation a page has been given, and which it is to get next. It gets whatever is not before the oldest row it
 * ever had, also while it looks at the past: what it has no place for, it leaves out itself.
 */
export class RowWindow {
  readonly #own = new BoundedMap<string, Row>(ownRows);
  readonly #given = new BoundedMap<string, Row>(givenRows);
  readonly #waiting = new BoundedMap<string, Row>(waitingRows);
  /** Came while a part of the history was being read, which may or may not hold them. */
  readonly #cameWhileReading = new BoundedMap<string, Row>(waitingRows);
  #reading = 0;
  /** Order of the oldest row given; nothing before it is sent. Undefined before `start`. */
  #from: string | undefined;
  #to = '';

  /** Order of the newest row given; empty if there is none. */
  get newest(): string {
    return this.#to;
  }

  /** Order of the oldest row given; undefined while there is none. */
  get oldest(): string | undefined {
    return this.#from;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** How many of those waiting come after everything that the page knows of. */
  get newerCount(): number {
    return [...this.#waiting.values()].filter((row) => row.order > this.#to).length;
  }

  /** The newest part has been read: answers what a snapshot shows. Rows that came meanwhile are fresher than those of the same entry in it. */
  start({ rows, hasOlder }: HistoryResult): readonly Row[] {
    this.#extend(rows, hasOlder);
    const first = (hasOlder && rows[0]?.order) || '';
    const shown = new Map(rows.map((row) => [row.id, row]));
    for (const row of this.#waiting.values()) {
      const isShown = row.order >= first;
      if (isShown) shown.set(row.id, row);
      // between what the page had and what it gets now there is a gap
      const isInGap = row.order > this.#to;
      if (isShown || isInGap) this.#waiting.delete(row.id);
    }
    return this.#give([...shown.values()]);
  }

  /** A part of the history that the page asked for; a failure leaves everything as it was. */
  async read(load: () => Promise<HistoryResult>): Promise<HistoryResult> {
    this.#reading++;
    try {
      const result = await load();
      this.#extend(result.rows, result.hasOlder);
      this.#give(result.rows);
      return result;
    } finally {
      this.#reading--;
      if (this.#reading === 0) this.#cameWhileReading.clear();
    }
  }

  put(row: Row): void {
    if (this.#reaches(row)) {
      this.#remember(row);
      this.#waiting.set(row.id, row);
      return;
    }
    if (this.#reading > 0) this.#cameWhileReading.set(row.id, row);
    this.#updateQuotes(row);
  }

  /** The page has no row of it, but may have replies that show its text. */
  #updateQuotes(row: Row): void {
    if (row.kind !== 'deleted' && row.edited === undefined) return;
    for (const one of this.#given.values())
      if (one.quote?.id === row.id && this.#reaches(one)) {
        const waiting = this.#waiting.get(one.id) ?? one;
        this.put({ ...waiting, quote: quoteOf(row) });
      }
  }

  /** A part of the history that the page has had, read again: what is different in it is given. */
  compare(rows: readonly Row[]): void {
    for (const row of rows) if (!isEqual(row, this.#given.get(row.id))) this.put(row);
  }

  setDelivery(entry: string, delivery: Delivery): void {
    const row = this.#own.get(entry);
    if (row) this.put({ ...row, delivery });
  }

  /** What waits, in order, once; at most `most`, the oldest first. */
  drain(most: number): readonly Row[] {
    const rows = [...this.#waiting.values()].sort(byOrder).slice(0, most);
    for (const row of rows) this.#waiting.delete(row.id);
    return this.#give(rows);
  }

  #extend(rows: readonly Row[], hasOlder: boolean): void {
    const first = hasOlder ? rows[0]?.order : '';
    if (first !== undefined && (this.#from === undefined || first < this.#from)) this.#from = first;
    for (const row of rows) this.#remember(row);
    for (const row of this.#cameWhileReading.values()) if (this.#reaches(row)) this.put(row);
  }

  #reaches({ order }: Row): boolean {
    return this.#from === undefined || order >= this.#from;
  }

  #give(rows: readonly Row[]): readonly Row[] {
    const given = rows.toSorted(byOrder);
    for (const row of given) this.#given.set(row.id, row);
    const last = given.at(-1)?.order ?? '';
    if (last > this.#to) this.#to = last;
    return given;
  }

  #remember(row: Row): void {
    if (row.own) this.#own.set(row.id, row);
  }
}

const byOrder = (a: Row, b: Row): number => (a.order < b.order ? -1 : 1);
