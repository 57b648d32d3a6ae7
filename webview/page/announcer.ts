import type { Row } from '../../common/model/index.ts';
import { wholeBeginning, plainOf } from '../../common/text/index.ts';
import { findRow } from '../state/rows.ts';

/** Says things to screen readers: at most one a second, and of a flood only the newest. */
export class Announcer {
  readonly #region: HTMLElement;
  readonly #queue: string[] = [];
  #resting = false;

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  say(text: string): void {
    this.#queue.push(text);
    if (this.#queue.length > 3) this.#queue.shift();
    this.#next();
  }

  /** Messages of others that have come in. */
  announceRows(before: readonly Row[], after: readonly Row[], rows: readonly Row[]): void {
    if (after === before) return;
    for (const { id, own, kind, author, content = '' } of rows)
      if (!own && kind === 'message' && findRow(before, id) === undefined)
        this.say(`${author.username}: ${wholeBeginning(plainOf(content), 200)}`);
  }

  /** What has been said may be of a message that is gone now. */
  clear(): void {
    this.#queue.length = 0;
    this.#region.textContent = '';
  }

  /** The answer to a key: at once, since the next key makes it old. */
  sayNow(text: string): void {
    this.#region.textContent = text;
  }

  #next(): void {
    if (this.#resting) return;
    const text = this.#queue.shift();
    if (text === undefined) return;
    this.#region.textContent = text;
    this.#resting = true;
    setTimeout(() => {
      this.#resting = false;
      this.#next();
    }, 1000);
  }
}
