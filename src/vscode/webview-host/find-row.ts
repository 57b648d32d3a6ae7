import type { EntryId, RoomKey, Row } from '../../../common/model/index.ts';
import type { Calls } from '../../../common/protocol/chat/index.ts';

/** A message, if it stands in this conversation. Rejects with AppError. */
export const findRow = async (
  service: Pick<Calls, 'history'>,
  room: RoomKey,
  entry: EntryId,
): Promise<Row | undefined> => {
  const { rows } = await service.history({ room, limit: 3, kinds: 'all', place: { around: entry } });
  return rows.find(({ id }) => id === entry);
};
