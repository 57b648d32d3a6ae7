import { AppError } from '../../base/index.ts';
import type { IdentityKey } from '../../model/index.ts';
import { isSameName } from '../../text/index.ts';
import type { ChatState } from './state.ts';

const identityShape = /^[0-9a-f]{64}$/;

/**
 * Who is meant by a name or an identity, of those who can be seen: no name is as long as an identity. Undefined for a name of nobody
 * here. Throws USER_AMBIGUOUS, with the identities, and USER_UNKNOWN for an identity of nobody here.
 */
export const resolveUser = (
  nameOrId: string,
  { people, conversations, namesakes = [] }: Pick<ChatState, 'people' | 'conversations' | 'namesakes'>,
): IdentityKey | undefined => {
  const everybody = [...people, ...conversations.flatMap(({ members }) => members)];
  if (identityShape.test(nameOrId)) {
    const known = everybody.some(({ identity }) => identity === nameOrId);
    if (!known) throw new AppError('USER_UNKNOWN', 'no known user has this identity');
    return nameOrId as IdentityKey;
  }
  const shared = namesakes.find(({ name }) => isSameName(name, nameOrId));
  if (shared?.meant !== undefined) return shared.meant;
  if (shared !== undefined)
    throw new AppError('USER_AMBIGUOUS', 'several people have this name', { identities: shared.identities });
  return everybody.find(({ username }) => isSameName(username, nameOrId))?.identity as IdentityKey | undefined;
};
