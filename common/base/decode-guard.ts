import { AppError } from './app-error.ts';
import { ByteReader } from './byte-io.ts';

/** For use inside a guarded decoder: input that is not as it must be. */
export function assertWire(condition: boolean, why: string): asserts condition {
  if (!condition) throw new RangeError(why);
}

/** Runs a decoder; whatever it throws (short input, bad UTF-8) becomes BAD_OPERATION, but the AppErrors of deeper decoders pass. */
export const decodeGuarded = <T>(what: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('BAD_OPERATION', `${what}: ${error instanceof Error ? error.message : 'malformed'}`, {}, error);
  }
};

/** As `decodeGuarded`, of bytes that must be read to their end. */
export const decodeBytes = <T>(what: string, bytes: Uint8Array, read: (reader: ByteReader) => T): T =>
  decodeGuarded(what, () => {
    const reader = new ByteReader(bytes);
    const value = read(reader);
    assertWire(reader.left === 0, `${reader.left} bytes left over`);
    return value;
  });
