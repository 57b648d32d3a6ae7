import { cutPage, keyOfPage, pageRows } from '../../paging.ts';
import type { Handler } from '../handler.ts';

/** Everybody who has an account, by name. */
export const listPeers: Handler<'LIST_PEERS'> = async (tracker, { identity }, { page }) => {
  const people = await tracker.peers.page(keyOfPage(page), pageRows.peers + 1);
  const items = people.map((person) => ({ key: person.fold, item: tracker.views.peer(person, identity) }));
  const { items: peers, ...next } = cutPage(items, pageRows.peers);
  return { peers, ...next };
};
