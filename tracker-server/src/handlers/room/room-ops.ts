import { asHex, type RoomKey } from '../../../../common/model/index.ts';
import { placeOfPage } from '../../paging.ts';
import { logPage } from '../../rooms/log-page.ts';
import type { Handler } from '../handler.ts';
import { roomUnknown } from './write.ts';

/** A room's control log, for whoever knows its key: membership follows from it. */
export const roomOps: Handler<'ROOM_OPS'> = async (tracker, _actor, { roomId, have = {}, page }) => {
  const place = placeOfPage(page);
  const room = await tracker.roomCache.find(asHex<RoomKey>(roomId));
  if (room === undefined) throw roomUnknown();
  return logPage(room, have, place);
};
