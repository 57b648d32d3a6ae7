import { toHex, type Crypto } from '../base/index.ts';
import { asHex, limits, type Entry, type Hlc, type LogId, type Stretch } from '../model/index.ts';
import { compareHlc, effectiveClocks } from './clock.ts';
import { checkShape, checkVouched, emptyTip, type LogTip, type RunVerdict } from './run.ts';

/** What is held of one log: entries 0 to `prefix` - 1, and stretches above gaps, ascending. */
export interface Held extends LogTip {
  readonly ahead: readonly Stretch[];
}

export const nothingHeld: Held = { ...emptyTip, ahead: [] };

/** The newest of what is held. Its owner goes on from there, whatever is missing below. */
export const endOf = ({ prefix, id, clock, ahead }: Held): LogTip => {
  const last = ahead.at(-1);
  return last === undefined ? { prefix, id, clock } : { prefix: last.to, id: last.id, clock: last.clock };
};

/** Where what is held ends. */
export const heldTo = (held: Held): number => endOf(held).prefix;

/** How many entries are held at or above `from`. */
export const heldFrom = ({ prefix, ahead }: Held, from: number): number =>
  ahead.reduce((sum, one) => sum + Math.max(0, one.to - Math.max(one.from, from)), Math.max(0, prefix - from));

export const holds = ({ prefix, ahead }: Held, seq: number): boolean =>
  seq < prefix || ahead.some(({ from, to }) => from <= seq && seq < to);

/** The first that is held at or above `seq`. */
export const nextHeld = ({ prefix, ahead }: Held, seq: number): number | undefined => {
  if (seq < prefix) return seq;
  const next = ahead.find(({ to }) => seq < to);
  return next && Math.max(seq, next.from);
};

/** With consecutive entries of the log that were not held before. */
export const withRun = (held: Held, run: readonly Entry[]): Held => {
  const [first, ...rest] = joined([...held.ahead, ...pieces(run)]);
  if (first === undefined) return held;
  if (first.from !== held.prefix) return { ...held, ahead: [first, ...rest] };
  return { prefix: first.to, id: first.id, clock: first.clock, ahead: rest };
};

export interface Taken {
  /** `held`: nothing new. `gap`: one more stretch than may be kept. `fork`: valid, but not a continuation of what is held. */
  readonly verdict: RunVerdict;
  /** What was not held before, with effective clocks; empty unless all is well. */
  readonly fresh: readonly { readonly entry: Entry; readonly clock: Hlc }[];
  readonly held: Held;
  /** Entries that were held before have an earlier effective clock now. */
  readonly pulls: boolean;
}

/** Adds a run to what is held, wherever it belongs. It needs no predecessor: its own anchor vouches for it. `mayLack`: as in `checkRun`. */
export const takeRun = (
  crypto: Pick<Crypto, 'sha256' | 'verify'>,
  log: LogId,
  held: Held,
  run: readonly Entry[],
  mayLack: (entry: Entry) => boolean = () => false,
): Taken => {
  const refuse = (verdict: RunVerdict): Taken => ({ verdict, fresh: [], held, pulls: false });
  const begin = run.findIndex(({ seq }) => !holds(held, seq));
  if (begin === -1) return refuse(run.length === 0 ? 'bounds' : 'held');
  // what is held already at the end may be what vouches for the beginning
  const wanted = run.slice(begin);
  const shape = checkShape(log, wanted);
  if (shape !== 'ok') return refuse(shape);
  const vouched = checkVouched(crypto, wanted, mayLack);
  if (vouched !== 'ok') return refuse(vouched);
  if (!fits(held, wanted)) return refuse('fork');
  const fresh = wanted.filter(({ seq }) => !holds(held, seq));
  const after = withRun(held, fresh);
  if (after.ahead.length > limits.stretches) return refuse('gap');
  const timed = withClocks(held, fresh);
  const pulls = timed.some(({ entry, clock }) => pullsBack(held, entry.seq, clock));
  return { verdict: 'ok', fresh: timed, held: after, pulls };
};

/** The effective clocks that entries get, which are about to be added. */
const withClocks = ({ ahead }: Held, fresh: readonly Entry[]): Taken['fresh'] => {
  const end = fresh.at(-1)?.seq ?? 0;
  const above = ahead
    .filter(({ from }) => from > end)
    .slice(0, 1)
    .map(({ least }) => ({ clock: least }));
  const between = ahead.filter(({ from }) => from <= end).map(({ from, least }) => ({ seq: from, clock: least }));
  const all = [...fresh.map(({ seq, clock }) => ({ seq, clock })), ...between].sort((a, b) => a.seq - b.seq);
  const clocks = effectiveClocks([...all, ...above]);
  const bySeq = new Map(all.map(({ seq }, i) => [seq, clocks[i]]));
  return fresh.map((entry) => ({ entry, clock: bySeq.get(entry.seq) ?? entry.clock }));
};

/** Whether something below that place is held whose clock is later. */
const pullsBack = ({ prefix, clock: tip, ahead }: Held, seq: number, clock: Hlc): boolean =>
  (prefix > 0 && prefix <= seq && compareHlc(tip, clock) > 0) ||
  ahead.some((one) => one.to <= seq && compareHlc(one.clock, clock) > 0);

/** Whether the run names and is named by its neighbours on both sides of every seam. */
const fits = (held: Held, run: readonly Entry[]): boolean => {
  const bySeq = new Map(run.map((entry) => [entry.seq, entry]));
  const continues = (to: number, id: string): boolean => {
    const next = bySeq.get(to);
    return next === undefined || toHex(next.prev) === id;
  };
  return (
    continues(held.prefix, held.id) &&
    held.ahead.every(({ from, before, to, id }) => continues(to, id) && (bySeq.get(from - 1)?.id ?? before) === before)
  );
};

const smaller = (a: Hlc, b: Hlc): Hlc => (compareHlc(b, a) < 0 ? b : a);

/** Cut where something is missing between two. */
const pieces = (run: readonly Entry[]): Stretch[] => {
  const out: Stretch[] = [];
  for (const { seq, prev, id, clock } of run) {
    const last = out.at(-1);
    if (last?.to === seq) out[out.length - 1] = { ...last, to: seq + 1, id, clock, least: smaller(last.least, clock) };
    else out.push({ from: seq, before: asHex(toHex(prev)), to: seq + 1, id, clock, least: clock });
  }
  return out;
};

/** Those that touch become one; ascending. */
const joined = (stretches: readonly Stretch[]): Stretch[] => {
  const out: Stretch[] = [];
  for (const part of stretches.toSorted((a, b) => b.from - a.from)) {
    const above = out.at(-1);
    const least = above === undefined ? part.least : smaller(part.least, above.least);
    if (above?.from === part.to) out[out.length - 1] = { ...above, from: part.from, before: part.before, least };
    else out.push({ ...part, least });
  }
  return out.toReversed();
};
