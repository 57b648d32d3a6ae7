import { AppError, wait, type Flow } from '../../../../common/base/index.ts';
import type { ReplyOf, RequestOf } from '../../../../common/protocol/tracker/index.ts';
import type { Tracker } from '../ports.ts';

export type PagedVerb = 'LIST_ROOMS' | 'LIST_PEERS' | 'ROOM_OPS';

/** At 64 KiB a page these are 32 MiB: more than any honest tracker has to say. */
const maxPages = 512;

/**
 * Asks for page after page until the last; `take` gets each as it comes, so that nothing is held here. Ends with the first error,
 * with TOO_LARGE if the pages do not end.
 */
export function* fetchAllPages<V extends PagedVerb>(
  tracker: Tracker,
  verb: V,
  params: RequestOf<V>,
  take: (page: ReplyOf<V>) => void,
): Flow<void> {
  let page: string | undefined;
  for (let i = 0; i < maxPages; i++) {
    const reply = yield* wait(tracker.request(verb, page === undefined ? params : { ...params, page }));
    take(reply);
    page = reply.next;
    if (page === undefined) return;
  }
  throw new AppError('TOO_LARGE', `the answer to ${verb} does not end`);
}
