import { foldName } from '../../../../common/text/index.ts';
import type { ReplyOf, RequestOf } from '../../../../common/protocol/tracker/index.ts';
import { cutPage, keyOfPage, pageRows } from '../../paging.ts';
import type { Actor } from '../../sessions/session.ts';
import type { TrackerContext } from '../../tracker-context.ts';
import type { Handler } from '../handler.ts';

type Page = Promise<ReplyOf<'LIST_ROOMS'>>;

export const listRooms: Handler<'LIST_ROOMS'> = (tracker, actor, params) =>
  params.mine === true ? mine(tracker, actor, params) : listed(tracker, actor, params);

/** Whoever looks for a name finds the room of exactly that name first, however many others contain it. */
const listed = async (
  tracker: TrackerContext,
  { identity }: Actor,
  { page, query = '' }: RequestOf<'LIST_ROOMS'>,
): Page => {
  const wanted = foldName(query);
  const exact = page === undefined ? await tracker.rooms.named(wanted) : undefined;
  const others = await tracker.rooms.containing(wanted, keyOfPage(page), pageRows.rooms + 1);
  const found = exact === undefined ? others : [exact, ...others];
  const summaries = await tracker.views.summaries(found, identity);
  const items = summaries.map((item, index) => ({ key: found[index]?.fold ?? '', item }));
  const { items: rooms, ...next } = cutPage(items, pageRows.rooms);
  return { rooms, ...next };
};

/** Closed ones too: a member who was away learns of it here. */
const mine = async (tracker: TrackerContext, { identity }: Actor, { page }: RequestOf<'LIST_ROOMS'>): Page => {
  const keys = await tracker.rooms.ofMember(identity, keyOfPage(page), pageRows.mine + 1);
  const details = await tracker.views.details(keys, identity);
  const items = details.map((item) => ({ key: item.roomId, item }));
  const { items: rooms, ...next } = cutPage(items, pageRows.mine);
  return { rooms, ...next };
};
