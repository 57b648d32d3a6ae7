import type { Row } from '../../../../common/model/index.ts';
import { describe, expect, it } from 'vitest';
import type { HistoryResult, Place } from '../../../../common/protocol/view/index.ts';
import { reduce, type Action } from '../../../../webview/state/reduce.ts';
import { stateLimits } from '../../../../webview/state/limits.ts';
import { initialState, type State } from '../../../../webview/state/state.ts';
import { ana, bruno, direct, group, minute, noon, row, snapshot } from '../../../support/view-samples.ts';

const run = (actions: readonly Action[], from: State = initialState): State => actions.reduce(reduce, from);
const opened = (more: Parameters<typeof snapshot>[0] = {}): State =>
  run([{ type: 'snapshot', snapshot: snapshot(more) }]);
const texts = (rows: readonly Row[]): string => rows.map((one) => one.content).join(' ');
const talk = (from: number, to: number): Row[] =>
  Array.from({ length: to - from }, (_, i) => row(bruno, `${from + i}`, noon + (from + i) * minute));
const page = (place: Place | undefined, result: Partial<HistoryResult>): Action => ({
  type: 'page',
  room: group.room,
  ...(place && { place }),
  result: { rows: [], hasOlder: false, hasNewer: false, ...result },
});
const live = (rev: number, rows: readonly Row[], reading = false): Action => ({
  type: 'delta',
  delta: { rev, rows },
  reading,
});

describe('pages beside the rows', () => {
  const all = talk(0, 9);
  const middle = all.slice(3, 6);
  const [before, after] = [{ before: middle[0]?.id ?? '' }, { after: middle.at(-1)?.id ?? '' }];

  it('come before and after, do not replace newer versions, and end', () => {
    const start = run([{ type: 'loading', side: 'older' }], opened({ rows: middle, hasOlder: true }));
    expect(start.loadingOlder).toBe(true);
    const stale = middle.map((one) => ({ ...one, content: 'stale' }));
    const older = run([page(before, { rows: [...all.slice(0, 3), ...stale] })], start);
    expect([texts(older.rows), older.hasOlder, older.loadingOlder]).toEqual(['0 1 2 3 4 5', false, false]);
    const newer = run([page(after, { rows: all.slice(6), hasNewer: true })], older);
    expect([texts(newer.rows), newer.hasNewer, newer.hasOlder]).toEqual(['0 1 2 3 4 5 6 7 8', true, false]);
  });

  it('are for the conversation and the rows they were asked for, or for nobody', () => {
    const start = opened({ rows: middle, hasOlder: true });
    const result = { rows: all.slice(0, 3), hasOlder: false, hasNewer: false };
    expect(run([{ type: 'page', room: 'another', place: before, result }], start)).toBe(start);
    const moved = run([page({ before: 'gone' }, result), page({ after: 'gone' }, result)], start);
    expect([texts(moved.rows), moved.hasOlder]).toEqual(['3 4 5', true]);
  });

  it('may fail, and be asked for again', () => {
    const failed = run(
      [
        { type: 'loading', side: 'newer' },
        { type: 'loadFailed', side: 'newer' },
      ],
      opened(),
    );
    expect(failed).toMatchObject({ loadingNewer: false, loadFailed: 'newer' });
    expect(run([{ type: 'loading', side: 'newer' }], failed).loadFailed).toBeUndefined();
  });
});

describe('in the past', () => {
  const all = talk(0, 10);
  const newest = opened({ rows: all.slice(7), hasOlder: true });
  const past = run(
    [{ type: 'loading', side: 'jump' }, page({ around: all[2]?.id ?? '' }, { rows: all.slice(1, 4), hasNewer: true })],
    newest,
  );

  it('shows the rows around a place instead of the newest', () => {
    expect([texts(past.rows), past.hasOlder, past.hasNewer, past.jumping]).toEqual(['1 2 3', false, true, false]);
  });

  it('keeps what comes for later, and takes new versions of what it shows', () => {
    const versions = [
      { ...all[2]!, content: 'two' },
      { ...all[9]!, content: 'nine' },
    ];
    const state = run([live(2, [...versions, ...talk(10, 12)]), live(3, talk(12, 13))], past);
    expect([texts(state.rows), texts(state.later), state.hasNewer]).toEqual(['1 two 3', '10 11 12', true]);
  });

  it('puts a message that comes late into the rows it belongs between', () => {
    const late = row(bruno, 'late', noon + 2.5 * minute);
    expect(texts(run([live(2, [late])], past).rows)).toBe('1 2 late 3');
  });

  it('loses nothing that comes while the newest are on their way', () => {
    const ahead = talk(10, 12);
    const waiting = run([live(2, ahead)], past);
    const back = run([page(undefined, { rows: all.slice(8), hasOlder: true })], waiting);
    expect([texts(back.rows), back.hasNewer, back.later]).toEqual(['8 9 10 11', false, []]);
    const walked = run([page({ after: all[3]?.id ?? '' }, { rows: all.slice(4) })], waiting);
    expect(texts(walked.rows)).toBe('1 2 3 4 5 6 7 8 9 10 11');
    const half = run(
      [page({ after: all[3]?.id ?? '' }, { rows: [...all.slice(4), ahead[0]!], hasNewer: true })],
      waiting,
    );
    expect([texts(half.later), half.hasNewer]).toEqual(['11', true]);
  });

  it('does not put my own message after the past', () => {
    const mine = row(ana, 'mine', noon + 20 * minute);
    const sent = run(
      [
        { type: 'wrote', key: 'k', at: noon, content: 'mine' },
        { type: 'sent', key: 'k', row: mine },
      ],
      past,
    );
    expect([texts(sent.rows), texts(sent.later), sent.localRows]).toEqual(['1 2 3', 'mine', []]);
    const told = run([{ type: 'wrote', key: 'k', at: noon, content: 'mine' }, live(2, [mine]), live(3, [mine])], past);
    expect([texts(told.rows), texts(told.later), told.localRows]).toEqual(['1 2 3', 'mine', []]);
  });

  it('stays through a new snapshot while somebody reads, and goes to the newest otherwise', () => {
    const again: Action = {
      type: 'snapshot',
      snapshot: snapshot({ rev: 7, rows: [all[9]!, ...talk(10, 11)], hasOlder: true }),
    };
    const reading = run([{ ...again, reading: true }], past);
    expect([texts(reading.rows), texts(reading.later), reading.hasNewer]).toEqual(['1 2 3', '10', true]);
    const not = run([again], past);
    expect([texts(not.rows), not.later, not.hasNewer, not.hasOlder]).toEqual(['9 10', [], false, true]);
  });

  it('is left with the conversation', () => {
    const other = run([{ type: 'snapshot', snapshot: snapshot({ header: direct(true) }), reading: true }], past);
    expect([other.rows, other.hasNewer, other.newest]).toEqual([[], false, '']);
  });

  it('remembers a bounded number of what came', () => {
    expect(run([live(2, talk(10, 20 + stateLimits.later))], past).later).toHaveLength(stateLimits.later);
  });
});

describe('at the newest', () => {
  it('leaves what belongs before the loaded rows to a later page', () => {
    const state = run([live(2, [row(bruno, 'late', noon)])], opened({ rows: talk(5, 7), hasOlder: true }));
    expect(texts(state.rows)).toBe('5 6');
    expect(texts(run([live(2, [row(bruno, 'late', noon)])], opened({ rows: talk(5, 7) })).rows)).toBe('late 5 6');
  });
});

describe('at most so many rows', () => {
  const full = opened({ rows: talk(0, stateLimits.rows) });
  const next = talk(stateLimits.rows, stateLimits.rows + 1);

  it('lets the oldest go for the newest', () => {
    const state = run([live(2, next)], full);
    expect([state.rows.length, state.rows.at(-1)?.content, state.hasOlder]).toEqual([
      stateLimits.rows * 0.9,
      `${stateLimits.rows}`,
      true,
    ]);
  });

  it('lets nothing go that is being read', () => {
    const state = run([live(2, next, true)], full);
    expect([state.rows.length, texts(state.later), state.hasNewer]).toEqual([
      stateLimits.rows,
      `${stateLimits.rows}`,
      true,
    ]);
  });

  it('lets the newest go for older ones', () => {
    const older = run([page({ before: full.rows[0]?.id ?? '' }, { rows: talk(-10, 0), hasOlder: true })], full);
    expect([older.rows.length, older.rows[0]?.content, older.hasNewer]).toEqual([stateLimits.rows * 0.9, '-10', true]);
  });
});
