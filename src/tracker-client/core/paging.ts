import { AppError } from '../../../common/base/index.ts';
import type { ReplyOf, RequestOf } from '../../../common/protocol/tracker/index.ts';
import type { TrackerSession } from './tracker-session.ts';

export type PagedVerb = 'LIST_ROOMS' | 'LIST_PEERS' | 'ROOM_OPS';

/** At 64 KiB a page these are 32 MiB: more than any honest tracker has to say. */
const pagesMost = 512;

/**
 * Asks page after page until the last. `done` gets all pages in order, or the first error; TOO_LARGE if they do not end.
 * `params.page` may name where to begin, as JOIN_ROOM's `next` does.
 */
export const requestAll = <V extends PagedVerb>(
  session: Pick<TrackerSession, 'request'>,
  verb: V,
  params: RequestOf<V>,
  done: (pages: readonly ReplyOf<V>[] | AppError) => void,
): void => {
  const pages: ReplyOf<V>[] = [];
  const ask = (page: string | undefined): void => {
    session.request(verb, page === undefined ? params : { ...params, page }, (reply) => {
      if (reply instanceof AppError) return done(reply);
      pages.push(reply);
      if (reply.next === undefined) return done(pages);
      if (pages.length >= pagesMost) return done(new AppError('TOO_LARGE', `The answer to ${verb} does not end.`));
      ask(reply.next);
    });
  };
  ask(undefined);
};
