import { AppError } from '../../base/index.ts';
import type { RoomKey } from '../../model/index.ts';
import { isSameName } from '../../text/index.ts';
import type { ChatState } from './state.ts';

/** A name or id, first among my own rooms, then among the listed ones. Throws ROOM_UNKNOWN, ROOM_AMBIGUOUS. */
export const resolveRoom = (
  nameOrId: string,
  { conversations, discover }: Pick<ChatState, 'conversations' | 'discover'>,
): RoomKey => {
  const groups = conversations.filter(({ kind }) => kind === 'group');
  const byId = [...groups, ...discover].find(({ room }) => room === nameOrId);
  if (byId !== undefined) return byId.room;
  const open = groups.filter(({ readOnly }) => readOnly === undefined || readOnly === 'waiting');
  for (const rooms of [open, discover, groups]) {
    const found = rooms.filter(({ name }) => isSameName(name, nameOrId)).map(({ room }) => room);
    if (found.length > 1) throw new AppError('ROOM_AMBIGUOUS', 'several rooms have this name', { roomIds: found });
    if (found[0] !== undefined) return found[0];
  }
  throw new AppError('ROOM_UNKNOWN', 'there is no room with this name');
};
