import { AppError } from '../../../../common/base/index.ts';
import { asHex, type RoomKey } from '../../../../common/model/index.ts';
import type { Handler } from '../handler.ts';
import { readOwn } from './read-log.ts';
import { writeOwn } from './write.ts';

export const deleteRoom: Handler<'DELETE_ROOM'> = async (tracker, actor, { roomId, entries: texts }) => {
  const entries = readOwn(tracker.crypto, actor, texts, 'CLOSE');
  const { after } = await writeOwn(tracker, asHex<RoomKey>(roomId), entries);
  if (after.membership.owner !== actor.identity) throw new AppError('NOT_OWNER', 'only the owner can delete the room');
  return {};
};
