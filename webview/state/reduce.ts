import type { Delta, HistoryResult, Quote, Row, Snapshot } from '../../common/protocol/view/index.ts';
import type { ErrorCode } from '../../common/base/index.ts';
import { joinPages, mergeRows } from './rows.ts';
import { localCap, roomOf, rowCap, type Note, type Outgoing, type State } from './state.ts';

export type Action =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'delta'; readonly delta: Delta }
  | { readonly type: 'restored'; readonly failed: readonly Outgoing[] }
  | {
      readonly type: 'wrote';
      readonly key: string;
      readonly at: number;
      readonly content: string;
      readonly quote?: Quote;
    }
  | { readonly type: 'retried'; readonly key: string }
  | { readonly type: 'sent'; readonly key: string; readonly row: Row }
  | { readonly type: 'failed'; readonly key: string; readonly code: ErrorCode }
  | { readonly type: 'discarded'; readonly key: string }
  | { readonly type: 'noted'; readonly key: string; readonly at: number; readonly text: string }
  | { readonly type: 'loadingOlder' }
  | { readonly type: 'older'; readonly room: string; readonly result: HistoryResult }
  | { readonly type: 'olderFailed' };

/** The only way the state of the page changes. */
export const reduce = (state: State, action: Action): State => {
  switch (action.type) {
    case 'snapshot':
      return takeSnapshot(state, action.snapshot);
    case 'delta':
      return takeDelta(state, action.delta);
    case 'restored':
      return { ...state, locals: [...action.failed, ...state.locals].slice(-localCap) };
    case 'wrote':
      return addLocal(state, outgoingOf(action));
    case 'noted':
      return addLocal(state, { kind: 'note', key: action.key, at: action.at, text: action.text });
    case 'retried':
      return replaceOutgoing(state, action.key, (outgoing) => ({ ...outgoing, kind: 'sending' }));
    case 'failed':
      return replaceOutgoing(state, action.key, (outgoing) => ({ ...outgoing, kind: 'failed', code: action.code }));
    case 'discarded':
      return { ...state, locals: state.locals.filter((local) => local.key !== action.key) };
    case 'sent':
      return takeSent(state, action.key, action.row);
    case 'loadingOlder':
      return { ...state, loadingOlder: true };
    case 'olderFailed':
      return { ...state, loadingOlder: false };
    case 'older':
      return takeOlder(state, action.room, action.result);
  }
};

const takeSnapshot = (state: State, snapshot: Snapshot): State => {
  const { rev, screen, me, header, connection, conversations } = snapshot;
  const same = roomOf(state) !== undefined && roomOf(state) === header?.room;
  const rows = same ? joinPages(state.rows, snapshot.rows) : snapshot.rows;
  return {
    rev,
    stale: false,
    screen,
    ...(me && { me }),
    ...(header && { header }),
    ...(connection && { connection }),
    conversations,
    rows,
    hasOlder: rows.length > snapshot.rows.length ? state.hasOlder : snapshot.hasOlder,
    loadingOlder: false,
    canInsert: snapshot.canInsert ?? false,
    locals: state.locals,
  };
};

const takeDelta = (state: State, delta: Delta): State => {
  if (state.stale || delta.rev <= state.rev) return state;
  if (delta.rev !== state.rev + 1) return { ...state, stale: true };
  const { rev, rows = [], header, connection, conversations } = delta;
  return capRows({
    ...state,
    rev,
    ...(header && { header }),
    ...(connection && { connection }),
    ...(conversations && { conversations }),
    rows: mergeRows(state.rows, rows),
    locals: withoutArrived(state, rows),
  });
};

/** The host may show my message before it answers `send`: then the optimistic row has done its work. */
const withoutArrived = (state: State, rows: readonly Row[]): State['locals'] => {
  const held = new Set(state.rows.map((row) => row.id));
  const arrived = rows.filter((row) => row.own && !held.has(row.id)).map(saying);
  if (arrived.length === 0) return state.locals;
  return state.locals.filter((local) => {
    if (local.kind !== 'sending' || local.room !== roomOf(state)) return true;
    const at = arrived.indexOf(saying(local));
    if (at >= 0) arrived.splice(at, 1);
    return at < 0;
  });
};

/** What a message says, and to what. */
const saying = ({ content, quote }: Pick<Row, 'content' | 'quote'>): string => `${quote?.id ?? ''} ${content ?? ''}`;

const takeSent = (state: State, key: string, row: Row): State => {
  const outgoing = state.locals.find((local) => local.key === key);
  if (outgoing === undefined) return state;
  const locals = state.locals.filter((local) => local !== outgoing);
  const known = outgoing.room !== roomOf(state) || state.rows.some((held) => held.id === row.id);
  return known ? { ...state, locals } : capRows({ ...state, locals, rows: mergeRows(state.rows, [row]) });
};

const takeOlder = (state: State, room: string, result: HistoryResult): State => {
  if (room !== roomOf(state)) return state;
  const held = new Set(state.rows.map((row) => row.id));
  const rows = mergeRows(
    state.rows,
    result.rows.filter((row) => !held.has(row.id)),
  );
  return { ...state, rows, hasOlder: result.hasOlder, loadingOlder: false };
};

/** The newest rows stay; what was cut can be had again by asking for older ones, until the cap. */
const capRows = (state: State): State =>
  state.rows.length > rowCap ? { ...state, rows: state.rows.slice(-rowCap), hasOlder: true } : state;

const outgoingOf = ({ key, at, content, quote }: Action & { type: 'wrote' }): Loose<Outgoing> => ({
  kind: 'sending',
  key,
  at,
  content,
  ...(quote && { quote }),
});

type Loose<T> = T extends unknown ? Omit<T, 'room' | 'after'> : never;

const addLocal = (state: State, local: Loose<Outgoing> | Loose<Note>): State => {
  const room = roomOf(state);
  if (room === undefined) return state;
  const after = state.rows.at(-1)?.order ?? '';
  return { ...state, locals: [...state.locals, { ...local, room, after }].slice(-localCap) };
};

const replaceOutgoing = (state: State, key: string, change: (outgoing: Outgoing) => Outgoing): State => ({
  ...state,
  locals: state.locals.map((local) => (local.key === key && local.kind !== 'note' ? change(local) : local)),
});
