import { type Entry, logKey } from '../../../../common/model/index.ts';
import type { Conversations } from './conversations.ts';
import type { Asked, FetchState } from './fetch-state.ts';

/*
 * A question that was given up is still answered by a slow link, and an answer does not say what it answers: that is told from what
 * it brings. Answers come in the order of the questions; the other side may drop a question that was given up, or fail to answer one.
 */

/** Part of an answer: remembers what of it was asked for. */
export const noteChunk = (asked: Asked, conversations: Conversations, entries: readonly Entry[]): void => {
  for (const entry of entries) {
    const key = logKey(entry);
    const wanted = asked.logs.get(key);
    const found = asked.logs.size === 0 ? conversations.byLog(entry.log) : undefined;
    const isNewest = found?.kind === 'content' && found.room === asked.room;
    if (isNewest || (wanted && wanted.from <= entry.seq && entry.seq < wanted.to)) asked.received.add(key);
    else asked.broughtOthers = true;
  }
};

/** What the end of an answer means. `sure`: what it did not bring is not there. `late`: it is that to a question that was given up. */
export const takeAnswer = (fetch: FetchState, isEmpty: boolean): 'sure' | 'partial' | 'late' => {
  const { asked, givenUp } = fetch;
  fetch.givenUp = Math.max(0, givenUp - 1);
  if (asked === undefined) return 'late';
  const { received, broughtOthers } = asked;
  asked.broughtOthers = false;
  if (received.size > 0) return givenUp > 0 || broughtOthers ? 'partial' : 'sure';
  if (isEmpty && givenUp === 0) return 'sure';
  if (isEmpty) asked.wasPerhapsAnswered = true;
  return 'late';
};

/** No answer came in time. One that was empty, and taken for an earlier one's, was its own: then no more are to come. */
export const giveUp = (fetch: FetchState): void => {
  fetch.givenUp = fetch.asked?.wasPerhapsAnswered === true ? 0 : fetch.givenUp + 1;
};
