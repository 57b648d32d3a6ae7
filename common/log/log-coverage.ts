import { toHex, type Crypto } from '../base/index.ts';
import { asHex, limits, type Entry, type Hlc, type LogId, type Segment } from '../model/index.ts';
import { compareHlc, effectiveClocks } from './clock.ts';
import { verifyShape, verifyAnchored, emptyTip, type LogTip, type RunVerdict } from './run.ts';

/**
 * What is held of one log, `[0, prefix) … gap … [from, to) … gap … [from, to)`: entries 0 to `prefix` - 1, and segments above gaps,
 * ascending.
 */
export interface LogCoverage extends LogTip {
  readonly ahead: readonly Segment[];
}

export const emptyCoverage: LogCoverage = { ...emptyTip, ahead: [] };

/** The newest of what is held. Its owner goes on from there, whatever is missing below. */
export const tipOf = ({ prefix, id, clock, ahead }: LogCoverage): LogTip => {
  const last = ahead.at(-1);
  return last === undefined ? { prefix, id, clock } : { prefix: last.to, id: last.id, clock: last.clock };
};

/** Where what is held ends. */
export const coveredEnd = (held: LogCoverage): number => tipOf(held).prefix;

/** How many entries are held at or above `from`. */
export const countCovered = ({ prefix, ahead }: LogCoverage, from: number): number =>
  ahead.reduce((sum, one) => sum + Math.max(0, one.to - Math.max(one.from, from)), Math.max(0, prefix - from));

export const covers = ({ prefix, ahead }: LogCoverage, seq: number): boolean =>
  seq < prefix || ahead.some(({ from, to }) => from <= seq && seq < to);

/** The first that is held at or above `seq`. */
export const nextCovered = ({ prefix, ahead }: LogCoverage, seq: number): number | undefined => {
  if (seq < prefix) return seq;
  const next = ahead.find(({ to }) => seq < to);
  return next && Math.max(seq, next.from);
};

/** With consecutive entries of the log that were not held before. */
export const withRun = (held: LogCoverage, run: readonly Entry[]): LogCoverage => {
  const [first, ...rest] = joinSegments([...held.ahead, ...segmentsOf(run)]);
  if (first === undefined) return held;
  if (first.from !== held.prefix) return { ...held, ahead: [first, ...rest] };
  return { prefix: first.to, id: first.id, clock: first.clock, ahead: rest };
};

export interface Taken {
  /** `duplicate`: nothing new. `gap`: one more segment than may be kept. `fork`: valid, but not a continuation of what is held. */
  readonly verdict: RunVerdict;
  /** What was not held before, with effective clocks; empty unless all is well. */
  readonly fresh: readonly { readonly entry: Entry; readonly clock: Hlc }[];
  readonly coverage: LogCoverage;
  /** Entries that were held before have an earlier effective clock now. */
  readonly reorders: boolean;
}

/** Adds a run to what is held, wherever it belongs. It needs no predecessor: its own anchor vouches for it. `isBodyOptional`: as in `verifyRun`. */
export const takeRun = (
  crypto: Pick<Crypto, 'sha256' | 'verify'>,
  log: LogId,
  held: LogCoverage,
  run: readonly Entry[],
  isBodyOptional: (entry: Entry) => boolean = () => false,
): Taken => {
  const refuse = (verdict: RunVerdict): Taken => ({ verdict, fresh: [], coverage: held, reorders: false });
  const begin = run.findIndex(({ seq }) => !covers(held, seq));
  if (begin === -1) return refuse(run.length === 0 ? 'tooLarge' : 'duplicate');
  // what is held already at the end may be what vouches for the beginning
  const wanted = run.slice(begin);
  const shape = verifyShape(log, wanted);
  if (shape !== 'ok') return refuse(shape);
  const vouched = verifyAnchored(crypto, wanted, isBodyOptional);
  if (vouched !== 'ok') return refuse(vouched);
  if (!fits(held, wanted)) return refuse('fork');
  const fresh = wanted.filter(({ seq }) => !covers(held, seq));
  const after = withRun(held, fresh);
  if (after.ahead.length > limits.segments) return refuse('gap');
  const timed = withClocks(held, fresh);
  const reorders = timed.some(({ entry, clock }) => comesLate(held, entry.seq, clock));
  return { verdict: 'ok', fresh: timed, coverage: after, reorders };
};

/** The effective clocks that entries get, which are about to be added. */
const withClocks = ({ ahead }: LogCoverage, fresh: readonly Entry[]): Taken['fresh'] => {
  const end = fresh.at(-1)?.seq ?? 0;
  const above = ahead
    .filter(({ from }) => from > end)
    .slice(0, 1)
    .map(({ minClock }) => ({ clock: minClock }));
  const between = ahead.filter(({ from }) => from <= end).map(({ from, minClock }) => ({ seq: from, clock: minClock }));
  const all = [...fresh.map(({ seq, clock }) => ({ seq, clock })), ...between].sort((a, b) => a.seq - b.seq);
  const clocks = effectiveClocks([...all, ...above]);
  const bySeq = new Map(all.map(({ seq }, i) => [seq, clocks[i]]));
  return fresh.map((entry) => ({ entry, clock: bySeq.get(entry.seq) ?? entry.clock }));
};

/** Whether something below that place is held whose clock is later. */
const comesLate = ({ prefix, clock: tip, ahead }: LogCoverage, seq: number, clock: Hlc): boolean =>
  (prefix > 0 && prefix <= seq && compareHlc(tip, clock) > 0) ||
  ahead.some((one) => one.to <= seq && compareHlc(one.clock, clock) > 0);

/** Whether the run names and is named by its neighbours on both sides of every seam. */
const fits = (held: LogCoverage, run: readonly Entry[]): boolean => {
  const bySeq = new Map(run.map((entry) => [entry.seq, entry]));
  const continues = (to: number, id: string): boolean => {
    const next = bySeq.get(to);
    return next === undefined || toHex(next.prev) === id;
  };
  return (
    continues(held.prefix, held.id) &&
    held.ahead.every(({ from, prevId, to, id }) => continues(to, id) && (bySeq.get(from - 1)?.id ?? prevId) === prevId)
  );
};

const earlier = (a: Hlc, b: Hlc): Hlc => (compareHlc(b, a) < 0 ? b : a);

/** Cut where something is missing between two. */
const segmentsOf = (run: readonly Entry[]): Segment[] => {
  const out: Segment[] = [];
  for (const { seq, prev, id, clock } of run) {
    const last = out.at(-1);
    if (last?.to === seq)
      out[out.length - 1] = { ...last, to: seq + 1, id, clock, minClock: earlier(last.minClock, clock) };
    else out.push({ from: seq, prevId: asHex(toHex(prev)), to: seq + 1, id, clock, minClock: clock });
  }
  return out;
};

/** Those that touch become one; ascending. */
const joinSegments = (segments: readonly Segment[]): Segment[] => {
  const out: Segment[] = [];
  for (const part of segments.toSorted((a, b) => b.from - a.from)) {
    const above = out.at(-1);
    const minClock = above === undefined ? part.minClock : earlier(part.minClock, above.minClock);
    if (above?.from === part.to) out[out.length - 1] = { ...above, from: part.from, prevId: part.prevId, minClock };
    else out.push({ ...part, minClock });
  }
  return out.toReversed();
};
