import type { Entry } from '../../../../common/model/index.ts';
import type { Conversations } from './conversations.ts';
import type { Asked, FetchState } from './fetch-state.ts';
import { logKey } from './peer-claims.ts';

/*
 * A question that was given up is still answered by a slow link, and an answer does not say what it answers: that is told from what
 * it brings. Answers come in the order of the questions; the other side may drop a question that was given up, or fail to answer one.
 */

/** Part of an answer: remembers what of it was asked for. */
export const noteChunk = (asked: Asked, conversations: Conversations, entries: readonly Entry[]): void => {
  for (const { log, device, seq } of entries) {
    const found = conversations.byLog(log);
    const key = found?.conversation.room === asked.room ? logKey(device, found.kind) : undefined;
    const wanted = key && asked.logs.get(key);
    const isNewest = asked.logs.size === 0 && found?.kind === 'content';
    if (key !== undefined && (isNewest || (wanted && wanted.from <= seq && seq < wanted.to))) asked.received.add(key);
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
