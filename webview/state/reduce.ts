import type { Quote, Row } from '../../common/model/index.ts';
import type { Delta, FailedMessage, HistoryResult, Place, Snapshot } from '../../common/protocol/view/index.ts';
import type { ErrorCode } from '../../common/base/index.ts';
import { takeAmended, withEdit, withoutEdit, withoutDeleted } from './edits.ts';
import { replaceLocal, mergeFailed } from './failed-messages.ts';
import { liveRows, loadingOf, pageRows, sideOf, snapshotRows } from './pages.ts';
import { updateQuotes, withUpdatedQuotes } from './quotes.ts';
import { findRow } from './rows.ts';
import { stateLimits } from './limits.ts';
import { roomOf, type Edit, type Note, type Outgoing, type Side, type State } from './state.ts';

export type Action =
  /** `reading` = somebody is not at the end of what is shown, and wants to stay there. */
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot; readonly reading?: boolean }
  | { readonly type: 'delta'; readonly delta: Delta; readonly reading?: boolean }
  | { readonly type: 'restored'; readonly failed: readonly Outgoing[]; readonly edits: readonly Edit[] }
  | {
      readonly type: 'wrote';
      readonly key: string;
      readonly at: number;
      readonly content: string;
      readonly quote?: Quote;
    }
  | { readonly type: 'retried'; readonly key: string }
  | { readonly type: 'sent'; readonly key: string; readonly row: Row }
  | { readonly type: 'failed'; readonly key: string; readonly code: ErrorCode; readonly kept?: FailedMessage }
  | { readonly type: 'discarded'; readonly key: string }
  /** `room` absent = the one on screen. */
  | ({ readonly type: 'noted'; readonly room?: string } & Omit<Note, 'kind' | 'room' | 'after'>)
  /** A message of mine is to have another text; shown at once. Or it could not, and why. */
  | { readonly type: 'edited'; readonly edit: Edit }
  | { readonly type: 'editDropped'; readonly key: string }
  /** The host says how a message stands now. */
  | { readonly type: 'amended'; readonly room: string; readonly row: Row }
  | { readonly type: 'loading'; readonly side: Side }
  | { readonly type: 'loadFailed'; readonly side: Side }
  /** The answer to `history`. `place` absent = the newest. */
  | { readonly type: 'page'; readonly room: string; readonly place?: Place; readonly result: HistoryResult };

/** The only way the state of the page changes. */
export const reduce = (state: State, action: Action): State => {
  switch (action.type) {
    case 'snapshot':
      return takeSnapshot(state, action.snapshot, action.reading ?? false);
    case 'delta':
      return takeDelta(state, action.delta, action.reading ?? false);
    case 'restored':
      return {
        ...state,
        localRows: [...action.failed, ...state.localRows].slice(-stateLimits.localRows),
        edits: action.edits,
      };
    case 'wrote':
      return addLocal(state, outgoingOf(action));
    case 'noted':
      return addNote(state, action);
    case 'retried':
      return replaceOutgoing(state, action.key, (outgoing) => ({ ...outgoing, kind: 'sending' }));
    case 'failed':
      return takeFailure(state, action);
    case 'discarded':
      return { ...state, localRows: state.localRows.filter((local) => local.key !== action.key) };
    case 'sent':
      return takeSent(state, action.key, action.row);
    case 'edited':
      return { ...state, edits: withEdit(state.edits, action.edit) };
    case 'editDropped':
      return { ...state, edits: withoutEdit(state.edits, action.key) };
    case 'amended':
      return takeAmended(state, action.room, action.row);
    case 'loading':
      return { ...withoutFailure(state), ...loadingOf(action.side, true) };
    case 'loadFailed':
      return { ...state, ...loadingOf(action.side, false), loadFailed: action.side };
    case 'page':
      return takePage(state, action.room, action.place, action.result);
  }
};

const takeSnapshot = (state: State, snapshot: Snapshot, reading: boolean): State => {
  const { rev, screen, failure, me, header, connection, disk = 'ok', conversations, newSince, appearance } = snapshot;
  const same = roomOf(state) !== undefined && roomOf(state) === header?.room;
  const pages = snapshotRows(same ? state : undefined, snapshot, reading);
  const { failed = [], deleting = [] } = snapshot;
  return {
    rev,
    stale: false,
    screen,
    ...(failure && { failure }),
    ...(me && { me }),
    ...(header && { header }),
    ...(connection && { connection }),
    disk,
    hung: snapshot.hung ?? false,
    namesakes: snapshot.namesakes ?? [],
    conversations,
    ...pages,
    loadingOlder: false,
    loadingNewer: false,
    jumping: false,
    ...(newSince && { newSince }),
    typing: [],
    appearance,
    canInsert: snapshot.canInsert ?? false,
    localRows:
      header === undefined
        ? state.localRows
        : updateQuotes(mergeFailed(state.localRows, pages.rows, header.room, failed), pages.rows),
    edits: withoutDeleted(state.edits, pages.rows),
    deleting,
  };
};

const takeDelta = (state: State, delta: Delta, reading: boolean): State => {
  if (state.stale || delta.rev <= state.rev) return state;
  if (delta.rev !== state.rev + 1) return { ...state, stale: true };
  const {
    rev,
    rows = [],
    header,
    connection,
    disk,
    hung,
    namesakes,
    conversations,
    typing,
    appearance,
    failed,
    deleting,
  } = delta;
  const room = roomOf(state);
  const localRows = withoutArrived(state, rows);
  const live = liveRows({ ...state, localRows }, rows, reading);
  const told = withUpdatedQuotes(live, rows);
  return {
    ...told,
    rev,
    ...(header && { header }),
    ...(connection && { connection }),
    ...(disk && { disk }),
    ...(hung !== undefined && { hung }),
    ...(namesakes && { namesakes }),
    ...(conversations && { conversations }),
    ...(typing && { typing }),
    ...(appearance && { appearance }),
    ...(deleting && { deleting }),
    localRows: updateQuotes(
      failed === undefined || room === undefined
        ? told.localRows
        : mergeFailed(told.localRows, told.rows, room, failed),
      rows,
    ),
    edits: withoutDeleted(state.edits, rows),
  };
};

/** The host may show my message before it answers `send`: then the optimistic row has done its work. */
const withoutArrived = (state: State, rows: readonly Row[]): State['localRows'] => {
  const isNew = ({ id }: Row): boolean =>
    findRow(state.rows, id) === undefined && findRow(state.later, id) === undefined;
  const arrived = rows.filter((row) => row.own && isNew(row)).map(saying);
  if (arrived.length === 0) return state.localRows;
  return state.localRows.filter((local) => {
    if (local.kind !== 'sending' || local.room !== roomOf(state)) return true;
    const at = arrived.indexOf(saying(local));
    if (at >= 0) arrived.splice(at, 1);
    return at < 0;
  });
};

/** What a message says, and to what. */
const saying = ({ content, quote }: Pick<Row, 'content' | 'quote'>): string => `${quote?.id ?? ''} ${content ?? ''}`;

const takeFailure = (state: State, { key, code, kept }: Action & { type: 'failed' }): State => {
  if (kept !== undefined) return { ...state, localRows: replaceLocal(state.localRows, state.rows, key, kept) };
  return replaceOutgoing(state, key, (outgoing) => ({ ...outgoing, kind: 'failed', code }));
};

const takeSent = (state: State, key: string, row: Row): State => {
  const outgoing = state.localRows.find((local) => local.key === key);
  if (outgoing === undefined) return state;
  const localRows = state.localRows.filter((local) => local !== outgoing);
  const known = outgoing.room !== roomOf(state) || findRow(state.rows, row.id) !== undefined;
  return known ? { ...state, localRows } : { ...liveRows(state, [row], false), localRows };
};

const takePage = (state: State, room: string, place: Place | undefined, result: HistoryResult): State => {
  if (room !== roomOf(state)) return state;
  const loaded = { ...withoutFailure(state), ...loadingOf(sideOf(place), false) };
  return pageRows(loaded, place, result) ?? loaded;
};

const withoutFailure = (state: State): State => {
  const { loadFailed: _, ...rest } = state;
  return rest;
};

const outgoingOf = ({ key, at, content, quote }: Action & { type: 'wrote' }): Loose<Outgoing> => ({
  kind: 'sending',
  key,
  at,
  content,
  ...(quote && { quote }),
});

type Loose<T> = T extends unknown ? Omit<T, 'room' | 'after'> : never;

const addNote = (state: State, { key, at, text, help, person, room }: Action & { type: 'noted' }): State =>
  addLocal(state, { kind: 'note', key, at, text, ...(help && { help }), ...(person && { person }) }, room);

const addLocal = (state: State, local: Loose<Outgoing> | Loose<Note>, room = roomOf(state)): State => {
  if (room === undefined) return state;
  return {
    ...state,
    localRows: [...state.localRows, { ...local, room, after: state.newest }].slice(-stateLimits.localRows),
  };
};

const replaceOutgoing = (state: State, key: string, change: (outgoing: Outgoing) => Outgoing): State => ({
  ...state,
  localRows: state.localRows.map((local) => (local.key === key && local.kind !== 'note' ? change(local) : local)),
});
