import { AppError } from '../../../../common/base/index.ts';
import { isSameName } from '../../../../common/text/index.ts';
import type { IdentityKey } from '../../../../common/model/index.ts';
import type { Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Committer } from '../replication/committer.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Directory } from '../tracker/directory.ts';
import type { TrackerSync } from '../tracker/tracker-sync.ts';

interface OpenDirectParts {
  readonly conversations: Conversations;
  readonly directory: Directory;
  readonly committer: Committer;
  readonly trackerSync: TrackerSync;
}

/** The direct conversation with a user: one I have, or a new one with the identity that the tracker names. */
export const openDirect =
  (parts: OpenDirectParts, onOpened: (conversation: Conversation) => void): Handlers['openDirect'] =>
  ({ username }, done) => {
    const { conversations, directory, trackerSync } = parts;
    const isWanted = (person: { username: string }): boolean => isSameName(person.username, username);
    const answer = (conversation: Conversation | AppError): void => {
      if (conversation instanceof AppError) return done(conversation);
      onOpened(conversation);
      done(conversation.room);
    };
    for (const { stored } of conversations.all) {
      if (stored.partner !== undefined && isWanted(stored.partner)) return answer(open(parts, stored.partner));
    }
    trackerSync.lookUp({ user: username }, (peer) => {
      const found = [...directory.people].find(isWanted);
      // offline, somebody whose identity is known can still be written to
      if (found !== undefined) answer(open(parts, found));
      else answer(peer instanceof AppError ? peer : new AppError('USER_UNKNOWN', 'no user has this name'));
    });
  };

const open = (
  { conversations, committer }: OpenDirectParts,
  partner: { readonly identity: IdentityKey; readonly username: string },
): Conversation | AppError => {
  const conversation = conversations.direct(partner);
  if (conversation === undefined)
    return new AppError('BAD_REQUEST', 'you cannot message yourself', { reason: 'ownName' });
  if (!conversation.persisted) committer.addSideWrites({ rooms: [conversation.stored] });
  conversation.persisted = true;
  return conversation;
};
