import { AppError, failureOf, type Flow, type Flows } from '../../../../common/base/index.ts';
import { isSameName } from '../../../../common/text/index.ts';
import type { IdentityKey, RoomKey } from '../../../../common/model/index.ts';
import type { Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Committer } from '../replication/committer.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Directory } from '../tracker/directory.ts';
import type { TrackerSync } from '../tracker/tracker-sync.ts';

interface OpenDirectParts {
  readonly flows: Flows;
  readonly conversations: Conversations;
  readonly directory: Directory;
  readonly committer: Committer;
  readonly trackerSync: TrackerSync;
}

interface Partner {
  readonly identity: IdentityKey;
  readonly username: string;
}

/** The direct conversation with a user: one I have, or a new one with the identity that the tracker names. */
export const openDirect = (
  parts: OpenDirectParts,
  onOpened: (conversation: Conversation) => void,
): Handlers['openDirect'] => {
  function* opening(username: string): Flow<RoomKey> {
    const conversation = open(parts, yield* findPartner(parts, username));
    onOpened(conversation);
    return conversation.room;
  }
  return ({ username }) => parts.flows.run(opening(username));
};

function* findPartner({ conversations, directory, trackerSync }: OpenDirectParts, username: string): Flow<Partner> {
  const isWanted = (person: Partner): boolean => isSameName(person.username, username);
  const partners = [...conversations.all].flatMap(({ stored: { partner } }) => partner ?? []);
  const known = partners.find(isWanted);
  if (known !== undefined) return known;
  const failed = yield* failureOf(trackerSync.lookUp({ user: username }));
  // offline, somebody whose identity is known can still be written to
  const found = [...directory.people].find(isWanted);
  if (found !== undefined) return found;
  throw failed ?? new AppError('USER_UNKNOWN', 'no user has this name');
}

const open = ({ conversations, committer }: OpenDirectParts, partner: Partner): Conversation => {
  const conversation = conversations.direct(partner);
  if (conversation === undefined)
    throw new AppError('BAD_REQUEST', 'you cannot message yourself', { reason: 'ownName' });
  if (!conversation.persisted) committer.addSideWrites({ rooms: [conversation.stored] });
  conversation.persisted = true;
  return conversation;
};
