import type { Row } from '../../common/model/index.ts';
import type { HistoryResult, Place, Snapshot } from '../../common/protocol/view/index.ts';
import { findRow, joinRows, mergeRows, sliceRows } from './rows.ts';
import { stateLimits } from './limits.ts';
import type { Side, State } from './state.ts';

type Stretch = Pick<State, 'rows' | 'hasOlder' | 'hasNewer' | 'later' | 'newest'>;

/** A tenth goes at once, so that the next messages cost nothing again. */
const kept = stateLimits.rows - stateLimits.rows / 10;

const newestOf = (rows: readonly Row[], before: string): string => {
  const last = rows.at(-1)?.order ?? '';
  return last > before ? last : before;
};

/** The rows of a snapshot: always the newest. `held` are those of the same conversation; `reading` = not at their end. */
export const snapshotRows = (held: Stretch | undefined, snapshot: Snapshot, reading: boolean): Stretch => {
  const { rows, hasOlder } = snapshot;
  const newest = newestOf(rows, '');
  if (held === undefined) return cutOldest({ rows, hasOlder, hasNewer: false, later: [], newest });
  const joined = joinRows(held.rows, rows);
  if (joined !== undefined)
    return cutOldest({
      rows: joined,
      hasOlder: joined.length > rows.length ? held.hasOlder : hasOlder,
      hasNewer: false,
      later: [],
      newest,
    });
  if (!reading || held.rows.length === 0) return { rows, hasOlder, hasNewer: false, later: [], newest };
  return addLater({ ...held, hasNewer: true }, rows);
};

/** Rows that came by themselves: new ones, and new versions. While in the past, or full and being read, new ones wait. */
export const liveRows = <T extends Stretch>(state: T, rows: readonly Row[], reading: boolean): T => {
  if (rows.length === 0) return state;
  const waits = state.hasNewer || (reading && state.rows.length >= stateLimits.rows);
  const first = state.rows[0]?.order ?? '';
  const last = state.rows.at(-1)?.order ?? '';
  const fits = ({ id, order }: Row): boolean =>
    findRow(state.rows, id) !== undefined || ((!state.hasOlder || order > first) && (!waits || order < last));
  const merged = mergeRows(state.rows, rows.filter(fits));
  const beyond = waits ? rows.filter((row) => row.order > last) : [];
  const next = { ...state, rows: merged, newest: newestOf(merged, state.newest) };
  return beyond.length === 0 ? cutOldest(next) : addLater({ ...next, hasNewer: true }, beyond);
};

const addLater = <T extends Stretch>(state: T, rows: readonly Row[]): T => {
  const news = rows.filter((row) => row.order > state.newest || findRow(state.later, row.id) !== undefined);
  const later = mergeRows(state.later, news);
  return {
    ...state,
    later: later.length > stateLimits.later ? sliceRows(later, later.length - stateLimits.later) : later,
    newest: newestOf(later, state.newest),
  };
};

/** An answer to `history`; undefined if the rows it was to be put beside are gone. */
export const pageRows = <T extends Stretch>(
  state: T,
  place: Place | undefined,
  result: HistoryResult,
): T | undefined => {
  const { rows, hasOlder, hasNewer } = result;
  if (place !== undefined && 'before' in place) {
    if (state.rows[0]?.id !== place.before) return undefined;
    return cutNewest({ ...state, rows: addUnknown(state.rows, rows), hasOlder });
  }
  if (place !== undefined && 'after' in place) {
    if (state.rows.at(-1)?.id !== place.after) return undefined;
    return cutOldest(arrive({ ...state, rows: addUnknown(state.rows, rows), hasNewer }));
  }
  if (rows.length === 0) return undefined;
  return arrive({ ...state, rows, hasOlder, hasNewer });
};

/** What is held is at least as fresh as what was asked for. */
const addUnknown = (held: readonly Row[], rows: readonly Row[]): readonly Row[] =>
  mergeRows(
    held,
    rows.filter((row) => findRow(held, row.id) === undefined),
  );

/** Back at the newest, what came meanwhile may not be in the answer yet. */
const arrive = <T extends Stretch>(state: T): T => {
  const newest = newestOf(state.rows, state.newest);
  if (!state.hasNewer) return { ...state, rows: mergeRows(state.rows, state.later), later: [], newest };
  const last = state.rows.at(-1)?.order ?? '';
  return { ...state, later: state.later.filter((row) => row.order > last), newest };
};

const cutOldest = <T extends Stretch>(state: T): T =>
  state.rows.length > stateLimits.rows
    ? { ...state, rows: sliceRows(state.rows, state.rows.length - kept), hasOlder: true }
    : state;

const cutNewest = <T extends Stretch>(state: T): T =>
  state.rows.length > stateLimits.rows ? { ...state, rows: sliceRows(state.rows, 0, kept), hasNewer: true } : state;

export const loadingOf = (side: Side, on: boolean): Partial<State> => {
  switch (side) {
    case 'older':
      return { loadingOlder: on };
    case 'newer':
      return { loadingNewer: on };
    case 'jump':
      return { jumping: on };
  }
};

export const sideOf = (place: Place | undefined): Side => {
  if (place !== undefined && 'before' in place) return 'older';
  return place !== undefined && 'after' in place ? 'newer' : 'jump';
};
