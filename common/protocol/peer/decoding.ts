import { AppError, ByteReader } from '../../base/index.ts';

/**
 * The door of a decoder: whatever goes wrong while reading becomes AppError BAD_OPERATION, and bytes left over are wrong too.
 * AppErrors of deeper decoders pass.
 */
export const decoding = <T>(what: string, bytes: Uint8Array, read: (reader: ByteReader) => T): T => {
  const reader = new ByteReader(bytes);
  try {
    const value = read(reader);
    if (reader.left > 0) throw new RangeError(`${reader.left} bytes left over`);
    return value;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('BAD_OPERATION', `${what}: ${error instanceof Error ? error.message : 'malformed'}`, {}, error);
  }
};

/** For use inside `decoding`. */
export function demand(condition: boolean, why: string): asserts condition {
  if (!condition) throw new RangeError(why);
}
