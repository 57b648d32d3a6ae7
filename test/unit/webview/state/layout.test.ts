import type { Row } from '../../../../common/model/index.ts';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../common/protocol/view/index.ts';
import { layout, type Item, type MessageItem } from '../../../../webview/state/layout.ts';
import { isRead, receiversOf } from '../../../../webview/state/marks.ts';
import { reduce, type Action } from '../../../../webview/state/reduce.ts';
import { initialState, type State } from '../../../../webview/state/state.ts';
import {
  ana,
  bruno,
  carla,
  diego,
  direct,
  event,
  group,
  minute,
  noon,
  row,
  snapshot,
} from '../../../support/view-samples.ts';
import { named } from '../../../support/named.ts';

const stateOf = (more: Partial<Snapshot>, actions: readonly Action[] = []): State =>
  actions.reduce(reduce, reduce(initialState, { type: 'snapshot', snapshot: snapshot(more) }));
const items = (more: Partial<Snapshot>, actions: readonly Action[] = []): readonly Item[] =>
  layout(stateOf(more, actions));
const messages = (more: Partial<Snapshot>, actions: readonly Action[] = []): readonly MessageItem[] =>
  items(more, actions).filter((item) => item.kind === 'message');
const firsts = (more: Partial<Snapshot>): readonly boolean[] => messages(more).map((item) => item.first);

/** Some minutes after noon. */
const at = (minutes: number): number => noon + minutes * minute;
const everybody = ['x', 'y', 'z'].map(named);
/** Held by n of three. */
const delivered = (n: number): Pick<Row, 'delivery'> => ({ delivery: { n, m: 3, users: everybody.slice(0, n) } });
const readByAll: Pick<Row, 'delivery'> = { delivery: { n: 3, m: 3, users: everybody, readBy: everybody } };

describe('groups', () => {
  it('put messages of one author less than five minutes apart under one name', () => {
    expect(firsts({ rows: [row(bruno, '', at(0)), row(bruno, '', at(4)), row(bruno, '', at(9))] })).toEqual([
      true,
      false,
      true,
    ]);
    expect(firsts({ rows: [row(bruno, '', at(0)), row(carla, '', at(1)), row(bruno, '', at(2))] })).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('end at a line about membership and at midnight', () => {
    expect(firsts({ rows: [row(bruno, '', noon), event('joined', carla, noon), row(bruno, '', noon)] })).toEqual([
      true,
      true,
    ]);
    const midnight = new Date(noon).setHours(24, 0, 0, 0);
    const rows = [row(bruno, '', midnight - 1), row(bruno, '', midnight)];
    expect(items({ rows }).map((item) => item.kind)).toEqual(['day', 'message', 'day', 'message']);
    expect(firsts({ rows })).toEqual([true, true]);
  });
});

describe('lines about membership', () => {
  it('share a line when people come one after the other, each once', () => {
    const rows = [
      event('joined', bruno, noon),
      event('joined', carla, noon),
      event('joined', bruno, noon),
      event('left', diego, noon),
    ];
    const lines = items({ rows }).filter((item) => item.kind === 'event');
    expect(lines.map((item) => item.authors.map((who) => who.username))).toEqual([
      [bruno.username, carla.username],
      [diego.username],
    ]);
  });

  it('speak of me alone', () => {
    const rows = [event('joined', ana, noon), event('joined', carla, noon), event('joined', bruno, noon)];
    expect(items({ rows }).filter((item) => item.kind === 'event')).toHaveLength(2);
  });
});

describe('marks', () => {
  it('tell how far my messages are, and who has them on the newest delivered one only', () => {
    const rows = [
      row(ana, '1', noon, delivered(3)),
      row(ana, '2', noon, delivered(2)),
      row(ana, '3', noon, delivered(0)),
      row(bruno, '4', noon),
    ];
    const all = messages({ rows });
    expect(all.map((item) => item.mark?.kind)).toEqual(['delivered', 'delivered', 'sent', undefined]);
    const read = messages({ rows: [row(ana, '1', noon, delivered(2)), row(ana, '2', noon, readByAll)] });
    expect(read.map((item) => [item.last, isRead(item.mark)])).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(all.map((item) => item.last)).toEqual([false, true, false, false]);
  });

  it('say that it will never arrive, once the room is over and nobody has it', () => {
    const open = ['Bruno', 'Carla'].map(named);
    const rows = [
      row(ana, '1', noon, { delivery: { n: 1, m: 2, users: [named('Bruno')], open: [named('Carla')] } }),
      row(ana, '2', noon, { delivery: { n: 0, m: 2, users: [], open } }),
      row(ana, 'nobody was there', noon, { delivery: { n: 0, m: 0, users: [] } }),
    ];
    const marks = (readOnly: 'closed' | 'left' | undefined) =>
      messages({ rows, header: { ...group, ...(readOnly && { readOnly }) } }).map((item) => item.mark?.kind);
    expect(marks(undefined)).toEqual(['delivered', 'sent', 'sent']);
    for (const why of ['closed', 'left'] as const) expect(marks(why)).toEqual(['delivered', 'lost', 'sent']);
    expect(receiversOf({ kind: 'lost', why: 'closed', open })).toEqual(open.map((who) => ({ who, state: 'open' })));
  });

  it('wait for the other person only while that person is away and has nothing', () => {
    const rows = [
      row(ana, '1', noon, { delivery: { n: 1, m: 1, users: [named('Bruno')] } }),
      row(ana, '2', noon),
      row(ana, '3', noon),
    ];
    const away = messages({ rows, header: direct(false) });
    expect(away.map((item) => item.mark?.kind)).toEqual(['delivered', 'waits', 'waits']);
    expect(away.map((item) => item.waiting)).toEqual([undefined, undefined, 2]);
    expect(messages({ rows, header: direct(true) }).map((item) => item.mark?.kind)).toEqual([
      'delivered',
      'sent',
      'sent',
    ]);
  });
});

describe('what is only here', () => {
  it('keeps the place where it was written', () => {
    const later = row(bruno, 'later', noon + minute);
    const actions: Action[] = [
      { type: 'wrote', key: 'k', at: noon, content: 'mine' },
      { type: 'failed', key: 'k', code: 'DISK_FULL' },
      { type: 'noted', key: 'n', at: noon, text: 'note' },
      { type: 'delta', delta: { rev: 2, rows: [later] } },
    ];
    const drawn = items({ rows: [row(bruno, 'first', noon)] }, actions);
    expect(drawn.map((item) => (item.kind === 'message' ? item.content : item.kind))).toEqual([
      'day',
      'first',
      'mine',
      'note',
      'later',
    ]);
    expect(drawn[2]).toMatchObject({ mark: { kind: 'failed', code: 'DISK_FULL' }, author: ana, own: true });
  });

  it('gives every line a key of its own', () => {
    const rows = [
      event('joined', bruno, noon - 24 * 60 * minute),
      row(bruno, 'a', noon),
      event('left', bruno, noon),
      row(carla, 'b', noon),
    ];
    const keys = items({ rows }, [{ type: 'noted', key: 'n', at: noon, text: '' }]).map((item) => item.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
