import { denied, roomDeletionDenial, standingOf } from '../../../../common/membership/index.ts';
import { asHex, type RoomKey } from '../../../../common/model/index.ts';
import type { Handler } from '../handler.ts';
import { readOwn } from './read-log.ts';
import { writeOwn } from './write.ts';

export const deleteRoom: Handler<'DELETE_ROOM'> = async (tracker, actor, { roomId, entries: texts }) => {
  const entries = readOwn(tracker.crypto, actor, texts, 'CLOSE');
  const { after } = await writeOwn(tracker, actor, asHex<RoomKey>(roomId), entries);
  const denial = roomDeletionDenial(standingOf(after.membership, actor.identity));
  // that is what was wanted, now or before
  if (denial !== undefined && denial !== 'roomClosed') throw denied(denial);
  return {};
};
