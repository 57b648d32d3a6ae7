import { AppError } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import { isSameName } from '../../../common/text/index.ts';
import type { ChatService } from '../../client/index.ts';

const name = 'general';

/** The room where a newcomer finds the others: mine if I am in it, the listed one, else a new one. Rejects with AppError. */
export const enterGeneral = async (service: ChatService): Promise<RoomKey> => {
  const { conversations, discover } = service.state;
  const mine = conversations.find(
    (one) => one.kind === 'group' && isSameName(one.name, name) && one.readOnly === undefined,
  );
  if (mine) return mine.room;
  const listed = discover.find((one) => isSameName(one.name, name));
  if (listed) return service.joinRoom({ room: listed.room });
  try {
    return await service.createRoom({ name });
  } catch (error) {
    // listed meanwhile, or the list of rooms is still on its way
    if (AppError.from(error).code !== 'ROOM_EXISTS') throw error;
    return service.joinRoom({ room: name });
  }
};
