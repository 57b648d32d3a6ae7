import { ByteWriter, decodeBytes } from '../../base/index.ts';
import { idBytes, type RoomId } from '../../model/index.ts';
import { readRoom } from './fields.ts';

/** TYPING: somebody is writing in this conversation, now. Never stored, never passed on. */
export const encodeTyping = (room: RoomId): Uint8Array => new ByteWriter().bytes(idBytes(room)).done();

/** @throws AppError BAD_OPERATION. */
export const decodeTyping = (body: Uint8Array): RoomId => decodeBytes('TYPING', body, (reader) => readRoom(reader));
