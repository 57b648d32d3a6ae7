import { AppError } from '../../../../common/base/index.ts';
import type { ReplyOf, RequestOf } from '../../../../common/protocol/tracker/index.ts';
import type { Tracker } from '../ports.ts';

export type PagedVerb = 'LIST_ROOMS' | 'LIST_PEERS' | 'ROOM_OPS';

/** At 64 KiB a page these are 32 MiB: more than any honest tracker has to say. */
const maxPages = 512;

/**
 * Asks for page after page until the last; `take` gets each as it comes, so that nothing is held here. `done` gets the first
 * error, TOO_LARGE if the pages do not end.
 */
export const fetchAllPages = <V extends PagedVerb>(
  tracker: Tracker,
  verb: V,
  params: RequestOf<V>,
  take: (page: ReplyOf<V>) => void,
  done: (error: AppError | undefined) => void,
): void => {
  const ask = (page: string | undefined, left: number): void => {
    tracker.request(verb, page === undefined ? params : { ...params, page }, (reply) => {
      if (reply instanceof AppError) return done(reply);
      take(reply);
      if (reply.next === undefined) return done(undefined);
      if (left <= 1) return done(new AppError('TOO_LARGE', `the answer to ${verb} does not end`));
      ask(reply.next, left - 1);
    });
  };
  ask(undefined, maxPages);
};
