import { AppError } from '../../../../common/base/index.ts';
import { denied, membershipDenial } from '../../../../common/membership/index.ts';
import { asHex, type IdentityKey, type RoomKey } from '../../../../common/model/index.ts';
import { logPage } from '../../rooms/log-page.ts';
import type { Handler } from '../handler.ts';
import { readOwn } from './read-log.ts';
import { roomUnknown, writeOwn, type Written } from './write.ts';

/** The JOIN is kept in any case, by everybody's rules it may count later; the answer says what it amounts to now. */
export const joinRoom: Handler<'JOIN_ROOM'> = async (tracker, actor, { roomId, entries: texts }) => {
  const entries = readOwn(tracker.crypto, actor, texts, 'JOIN');
  const written = await writeOwn(tracker, actor, asHex<RoomKey>(roomId), entries);
  const refusal = refusalOf(written, actor.identity);
  if (refusal !== undefined) throw refusal;
  const room = await tracker.views.detail(written.after.room, actor.identity);
  if (room === undefined) throw roomUnknown();
  return { room, ...logPage(written.after, {}, 0) };
};

const refusalOf = ({ after: { membership }, changed }: Written, me: IdentityKey): AppError | undefined => {
  const refusal = denied(membershipDenial(membership, me));
  if (refusal !== undefined || membership.members.has(me)) return refusal;
  // a late repeat: joined and left since
  return changed ? new AppError('BAD_OPERATION', 'this JOIN does not count') : undefined;
};
