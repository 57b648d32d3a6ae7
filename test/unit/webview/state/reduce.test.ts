import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../webview/state/reduce.ts';
import { reduce } from '../../../../webview/state/reduce.ts';
import { stateLimits } from '../../../../webview/state/limits.ts';
import { initialState, type State } from '../../../../webview/state/state.ts';
import {
  ana,
  bruno,
  carla,
  connected,
  direct,
  group,
  minute,
  noon,
  row,
  snapshot,
} from '../../../support/view-samples.ts';
import { named } from '../../../support/named.ts';

const run = (actions: readonly Action[], from: State = initialState): State => actions.reduce(reduce, from);
const opened = (more: Parameters<typeof snapshot>[0] = {}): State =>
  run([{ type: 'snapshot', snapshot: snapshot(more) }]);
const ids = (state: State): readonly string[] => state.rows.map((one) => one.id);

describe('snapshot and delta', () => {
  it('puts new rows into their places and replaces known ones', () => {
    const [a, b, c] = [row(bruno, 'a', noon), row(bruno, 'b', noon + minute), row(carla, 'c', noon + 2 * minute)];
    const state = run(
      [{ type: 'delta', delta: { rev: 2, rows: [b, { ...c, content: 'C' }] } }],
      opened({ rows: [a, c] }),
    );
    expect(state.rows.map((one) => one.content)).toEqual(['a', 'b', 'C']);
    expect(state.rev).toBe(2);
  });

  it('takes header, connection and conversations as they come', () => {
    const connection = { ...connected, state: 'offline' } as const;
    const state = run([{ type: 'delta', delta: { rev: 2, connection, header: { ...group, links: 0 } } }], opened());
    expect([state.connection, state.header?.links]).toEqual([connection, 0]);
  });

  it('knows whether the disk takes anything, all being well unless something is said', () => {
    expect(opened().disk).toBe('ok');
    const full = run([{ type: 'delta', delta: { rev: 2, disk: 'full' } }], opened());
    expect([full.disk, run([{ type: 'delta', delta: { rev: 3 } }], full).disk]).toEqual(['full', 'full']);
    expect(run([{ type: 'delta', delta: { rev: 3, disk: 'ok' } }], full).disk).toBe('ok');
  });

  it('knows whether the engine says something', () => {
    const hung = run([{ type: 'delta', delta: { rev: 2, hung: true } }], opened());
    expect([opened().hung, hung.hung]).toEqual([false, true]);
    expect(run([{ type: 'delta', delta: { rev: 3, hung: false } }], hung).hung).toBe(false);
  });

  it('ignores what it has, and is stale from a gap until the next snapshot', () => {
    const late = row(bruno, 'late', noon);
    const start = opened();
    expect(run([{ type: 'delta', delta: { rev: 1, rows: [late] } }], start)).toBe(start);
    const gap = run([{ type: 'delta', delta: { rev: 3, rows: [late] } }], start);
    expect([gap.stale, ids(gap)]).toEqual([true, []]);
    expect(run([{ type: 'delta', delta: { rev: 2, rows: [late] } }], gap)).toBe(gap);
    const healed = run([{ type: 'snapshot', snapshot: snapshot({ rev: 3, rows: [late] }) }], gap);
    expect([healed.stale, ids(healed)]).toEqual([false, [late.id]]);
  });

  it('keeps older pages over a new snapshot of the same conversation, but not of another', () => {
    const rows = [row(bruno, 'a', noon), row(bruno, 'b', noon + minute), row(bruno, 'c', noon + 2 * minute)];
    const before = opened({ rows });
    const same = run([{ type: 'snapshot', snapshot: snapshot({ rows: rows.slice(1), hasOlder: true }) }], before);
    expect([ids(same), same.hasOlder]).toEqual([rows.map((one) => one.id), false]);
    const other = { ...snapshot({ rows: rows.slice(1), hasOlder: true }), header: direct(true) };
    expect(run([{ type: 'snapshot', snapshot: other }], before).rows).toHaveLength(2);
  });

  it('takes typing and appearance as they come; a snapshot ends the typing', () => {
    const appearance = { fontSize: 20, density: 'compact', timeFormat: '24h', sendKey: 'ctrlEnter' } as const;
    const state = run([{ type: 'delta', delta: { rev: 2, typing: [bruno], appearance } }], opened());
    expect([state.typing, state.appearance]).toEqual([[bruno], appearance]);
    const again = run(
      [{ type: 'snapshot', snapshot: snapshot({ rev: 3, newSince: { order: 'x', at: noon } }) }],
      state,
    );
    expect([again.typing, again.newSince]).toEqual([[], { order: 'x', at: noon }]);
  });
});

describe('sending', () => {
  const wrote: Action = { type: 'wrote', key: 'k', at: noon, content: 'hello' };
  const sent = row(ana, 'hello', noon);

  it('shows the message at once and its row when it is on disk', () => {
    const sending = run([wrote], opened());
    expect(sending.localRows).toMatchObject([{ kind: 'sending', key: 'k', room: group.room, content: 'hello' }]);
    const done = run([{ type: 'sent', key: 'k', row: sent }], sending);
    expect([done.localRows, done.rows]).toEqual([[], [sent]]);
  });

  it('never shows it twice, whichever comes first: the answer or the delta', () => {
    const newer = { ...sent, delivery: { n: 1, m: 3, users: [named('Bruno')] } };
    const delta: Action = { type: 'delta', delta: { rev: 2, rows: [newer] } };
    const answer: Action = { type: 'sent', key: 'k', row: sent };
    for (const order of [
      [delta, answer],
      [answer, delta],
    ] as const) {
      const state = run([wrote, ...order], opened());
      expect([state.localRows, state.rows]).toEqual([[], [newer]]);
    }
    expect(run([wrote, delta], opened()).localRows).toEqual([]);
  });

  it('does not take the message of somebody else, or an old one of mine, for its row', () => {
    const old = row(ana, 'hello', noon - minute);
    const start = run([wrote], opened({ rows: [old] }));
    expect(
      run([{ type: 'delta', delta: { rev: 2, rows: [row(bruno, 'hello', noon), old] } }], start).localRows,
    ).toHaveLength(1);
  });

  it('fails, is tried again, or goes', () => {
    const failed = run([wrote, { type: 'failed', key: 'k', code: 'DISK_FULL' }], opened());
    expect(failed.localRows).toMatchObject([{ kind: 'failed', code: 'DISK_FULL' }]);
    expect(run([{ type: 'retried', key: 'k' }], failed).localRows).toMatchObject([
      { kind: 'sending', content: 'hello' },
    ]);
    expect(run([{ type: 'discarded', key: 'k' }], failed).localRows).toEqual([]);
  });

  it('is what the host keeps, in its place, until the host has let go of it', () => {
    const answered = row(bruno, 'a question', noon);
    const one = { key: 'f1', room: group.room, at: noon, content: 'hello', code: 'DISK_FULL' } as const;
    const kept = { ...one, after: answered.order, replyTo: answered.id };
    const start = run([wrote, { type: 'failed', key: 'k', code: 'DISK_FULL', kept }], opened({ rows: [answered] }));
    expect(start.localRows).toMatchObject([
      { key: 'f1', kind: 'failed', quote: { author: bruno, content: 'a question' } },
    ]);
    const earlier = { ...one, key: 'f0', after: '' };
    const both = run([{ type: 'delta', delta: { rev: 2, failed: [kept, earlier] } }], start);
    expect(both.localRows.map(({ key }) => key)).toEqual(['f0', 'f1']);
    const again = run(
      [
        { type: 'retried', key: 'f1' },
        { type: 'delta', delta: { rev: 3, failed: [kept] } },
      ],
      both,
    );
    expect(again.localRows).toMatchObject([{ key: 'f1', kind: 'sending' }]);
    expect(run([{ type: 'delta', delta: { rev: 4, failed: [] } }], again).localRows).toEqual([]);
    expect(run([{ type: 'snapshot', snapshot: snapshot({ rev: 9 }) }], both).localRows).toEqual([]);
    expect(opened({ failed: [kept] }).localRows).toMatchObject([{ kept: true, quote: { id: answered.id } }]);
  });

  it('stays with its conversation while another is shown', () => {
    const away = run(
      [wrote, { type: 'snapshot', snapshot: { ...snapshot({ rev: 1 }), header: direct(true) } }],
      opened(),
    );
    const done = run([{ type: 'sent', key: 'k', row: sent }], away);
    expect([away.localRows.length, done.localRows, done.rows]).toEqual([1, [], []]);
  });

  it('bounds the lines that are only here', () => {
    const notes = Array.from({ length: stateLimits.localRows + 5 }, (_, i): Action => ({
      type: 'noted',
      key: `${i}`,
      at: noon,
      text: '',
    }));
    expect(run(notes, opened()).localRows).toHaveLength(stateLimits.localRows);
  });
});
