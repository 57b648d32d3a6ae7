import { AppError, failureOf, type Flow, type Flows } from '../../../../common/base/index.ts';
import { asHex, type IdentityKey, type RoomKey } from '../../../../common/model/index.ts';
import type { Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Committer } from '../replication/committer.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { TrackerSync } from '../tracker/tracker-sync.ts';

interface OpenDirectParts {
  readonly flows: Flows;
  readonly certificates: Pick<Certificates, 'names'>;
  readonly conversations: Conversations;
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
  function* opening(user: string): Flow<RoomKey> {
    const conversation = open(parts, yield* findPartner(parts, user));
    onOpened(conversation);
    return conversation.room;
  }
  return ({ user }) => parts.flows.run(opening(user));
};

const identityShape = /^[0-9a-f]{64}$/;

/** By identity, or by a name that means one person. Throws USER_UNKNOWN, USER_AMBIGUOUS. */
function* findPartner(parts: OpenDirectParts, user: string): Flow<Partner> {
  const { certificates, conversations, trackerSync } = parts;
  const { names } = certificates;
  const byIdentity = identityShape.test(user) ? asHex<IdentityKey>(user) : undefined;
  const find = (): Partner | undefined => {
    const identity = byIdentity ?? names.identify(user);
    const username = identity && names.of(identity);
    return identity === undefined || username === undefined ? undefined : { identity, username };
  };
  const known = find();
  const partners = [...conversations.all].flatMap(({ stored: { partner } }) => partner ?? []);
  if (known !== undefined && partners.some(({ identity }) => identity === known.identity)) return known;
  const failed = yield* failureOf(trackerSync.lookUp(byIdentity === undefined ? { user } : { identity: byIdentity }));
  // offline, somebody whose identity is known can still be written to
  const found = find();
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
