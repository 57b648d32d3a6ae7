import { limits, type AuthorKey } from '../../../../common/model/index.ts';

interface Log {
  /** Seqs, ascending. */
  messages: number[];
  /** Those that call me by name, ascending. */
  mentions: number[];
}

/** The unread messages of one conversation: a set, so that what is taken in twice counts once. */
export class Unread {
  readonly #logs = new Map<AuthorKey, Log>();
  /** Below these, by log, they do not count at the moment. */
  #aside: ReadonlyMap<AuthorKey, number> = new Map();

  /** Seqs of a log may come in any order. */
  add(author: AuthorKey, seq: number, mention: boolean): void {
    const log = this.#logs.get(author) ?? { messages: [], mentions: [] };
    this.#logs.set(author, log);
    insert(log.messages, seq);
    if (mention) insert(log.mentions, seq);
  }

  /** Those of a log below `to` have been looked at. */
  advance(author: AuthorKey, to: number): void {
    const log = this.#logs.get(author);
    if (log === undefined) return;
    log.messages = log.messages.slice(placeOf(log.messages, to));
    log.mentions = log.mentions.slice(placeOf(log.mentions, to));
    if (log.messages.length === 0) this.#logs.delete(author);
  }

  /** The message has been deleted. Answers whether it was unread. */
  remove(author: AuthorKey, seq: number): boolean {
    const log = this.#logs.get(author);
    if (log === undefined) return false;
    removeFrom(log.mentions, seq);
    return removeFrom(log.messages, seq);
  }

  /** Until `restore` those below do not count: it can still be undone that they were looked at. */
  setAside(logs: ReadonlyMap<AuthorKey, number>): void {
    this.#aside = logs;
  }

  restore(): void {
    this.#aside = new Map();
  }

  /** The first of each log. */
  firsts(): readonly { readonly author: AuthorKey; readonly seq: number }[] {
    return [...this.#logs].flatMap(([author, { messages }]) => {
      const seq = messages[this.#begin(author, messages)];
      return seq === undefined ? [] : [{ author, seq }];
    });
  }

  count(isMine: (author: AuthorKey) => boolean): { readonly messages: number; readonly mentions: number } {
    const sum = { messages: 0, mentions: 0 };
    for (const [author, { messages, mentions }] of this.#logs) {
      if (isMine(author)) continue;
      sum.messages += messages.length - this.#begin(author, messages);
      sum.mentions += mentions.length - this.#begin(author, mentions);
    }
    return sum;
  }

  /** Where those that count begin. */
  #begin(author: AuthorKey, seqs: readonly number[]): number {
    return placeOf(seqs, this.#aside.get(author) ?? 0);
  }
}

const insert = (seqs: number[], seq: number): void => {
  const at = placeOf(seqs, seq);
  if (seqs[at] !== seq) seqs.splice(at, 0, seq);
  if (seqs.length > limits.unread) seqs.shift();
};

/** Where the first seq from `from` on stands. */
const placeOf = (seqs: readonly number[], from: number): number => {
  let [low, high] = [0, seqs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((seqs[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Answers whether it was there. */
const removeFrom = (seqs: number[], seq: number): boolean => {
  const at = placeOf(seqs, seq);
  if (seqs[at] !== seq) return false;
  seqs.splice(at, 1);
  return true;
};
