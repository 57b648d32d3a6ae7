import type { AppError } from '../../../../common/base/index.ts';
import { denied, leaveDenial, standingOf } from '../../../../common/membership/index.ts';
import { asHex, type IdentityKey, type RoomKey } from '../../../../common/model/index.ts';
import type { Handler } from '../handler.ts';
import { readOwn } from './read-log.ts';
import { writeOwn, type Written } from './write.ts';

export const leaveRoom: Handler<'LEAVE_ROOM'> = async (tracker, actor, { roomId, entries: texts }) => {
  const entries = readOwn(tracker.crypto, actor, texts, 'LEAVE');
  const refusal = refusalOf(await writeOwn(tracker, actor, asHex<RoomKey>(roomId), entries), actor.identity);
  if (refusal !== undefined) throw refusal;
  return {};
};

const refusalOf = ({ before, after, changed }: Written, me: IdentityKey): AppError | undefined => {
  const denial = leaveDenial(standingOf((before ?? after).membership, me));
  // a repeat finds me outside already
  return denial === 'notMember' && !changed ? undefined : denied(denial);
};
