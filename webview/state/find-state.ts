import type { Row } from '../../common/model/index.ts';
import { fold } from '../../common/text/index.ts';

/** A search in the conversation. */
export interface FindState {
  readonly text: string;
  /** Entry ids of the messages that hold it, newest first. */
  readonly hits: readonly string[];
  /** Which of them one is at; -1 before the first is found. */
  readonly at: number;
  /** How many messages have been looked at. */
  readonly looked: number;
  readonly phase: 'idle' | 'looking' | 'done' | 'failed';
}

/** Without the messages that no longer hold the text: what is shown stays what is shown, as far as it is left. */
export const withoutLost = (state: FindState, rows: readonly Row[]): FindState => {
  const wanted = fold(state.text);
  const lost = new Set(
    rows.filter(({ kind, content = '' }) => kind === 'deleted' || !fold(content).includes(wanted)).map(({ id }) => id),
  );
  const hits = state.hits.filter((id) => !lost.has(id));
  if (hits.length === state.hits.length) return state;
  const before = state.hits.slice(0, Math.max(0, state.at)).filter((id) => !lost.has(id)).length;
  return { ...state, hits, at: Math.min(before, hits.length - 1) };
};

export const emptyFind: FindState = { text: '', hits: [], at: -1, looked: 0, phase: 'idle' };
