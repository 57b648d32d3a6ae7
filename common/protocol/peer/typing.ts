import { ByteWriter, decodeBytes } from '../../base/index.ts';
import { idBytes, type LogId } from '../../model/index.ts';
import { readLog } from './fields.ts';

/** TYPING: somebody is writing in the conversation with this content log, now. Never stored, never passed on. */
export const encodeTyping = (room: LogId): Uint8Array => new ByteWriter().bytes(idBytes(room)).done();

/** @throws AppError BAD_OPERATION. */
export const decodeTyping = (body: Uint8Array): LogId => decodeBytes('TYPING', body, (reader) => readLog(reader));
