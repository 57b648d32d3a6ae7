import type { Row } from '../../common/model/index.ts';
import { stateLimits } from './limits.ts';
import { liveRows } from './pages.ts';
import { withUpdatedQuotes } from './quotes.ts';
import { roomOf, type Edit, type State } from './state.ts';

/** Of each message the last counts. */
export const withEdit = (edits: readonly Edit[], edit: Edit): readonly Edit[] =>
  [...withoutEdit(edits, edit.key), edit].slice(-stateLimits.edits);

export const withoutEdit = (edits: readonly Edit[], key: string): readonly Edit[] =>
  edits.filter((edit) => edit.key !== key);

export const editOf = ({ edits }: Pick<State, 'edits'>, key: string): Edit | undefined =>
  edits.find((edit) => edit.key === key);

/** The message as the host says it stands now. */
export const takeAmended = (state: State, room: string, row: Row): State => {
  if (room !== roomOf(state)) return state;
  return withUpdatedQuotes(liveRows(state, [row], true), [row]);
};

/** Of a message that has been deleted no new text is kept either. */
export const withoutDeleted = (edits: readonly Edit[], rows: readonly Row[]): readonly Edit[] => {
  if (edits.length === 0) return edits;
  const gone = new Set(rows.filter(({ kind }) => kind === 'deleted').map(({ id }) => id));
  return edits.some(({ key }) => gone.has(key)) ? edits.filter(({ key }) => !gone.has(key)) : edits;
};
