import type { SignInHandler } from '../handler.ts';

/** How the user of this session wants to be seen, as long as it lasts; nothing of it is stored. */
export const setPresence: SignInHandler<'SET_PRESENCE'> = (tracker, session, { presence }) => {
  if (presence === session.presence) return Promise.resolve({});
  const { actor } = session;
  // before it changes: for the others, going invisible is going, and all his devices were there until now
  if (actor !== undefined)
    for (const each of tracker.sessions.of(actor.identity)) tracker.presenceBroadcaster.markDirty(each);
  session.presence = presence;
  return Promise.resolve({});
};
