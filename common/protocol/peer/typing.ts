import { decodeBytes, layout } from '../../base/index.ts';
import { idLayouts, type RoomId } from '../../model/index.ts';

/** TYPING: somebody is writing in this conversation, now. Never stored, never passed on. */
export const encodeTyping = (room: RoomId): Uint8Array => layout.bytesOf(idLayouts.room, room);

/** @throws AppError BAD_OPERATION. */
export const decodeTyping = (body: Uint8Array): RoomId =>
  decodeBytes('TYPING', body, (reader) => idLayouts.room.read(reader));
