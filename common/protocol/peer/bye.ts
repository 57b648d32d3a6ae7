import { ByteWriter, fromUtf8, utf8, decodeBytes, assertWire } from '../../base/index.ts';
import { peerLimits } from './limits.ts';

/** Why a link ends (W4). */
export const byeCodes = {
  VERSION: 1,
  NOT_ACCEPTED: 2,
  REVOKED: 3,
  DUPLICATE: 4,
  REPLACED: 5,
  SHUTDOWN: 6,
  TOO_MANY: 7,
  CLONED: 8,
  PROTOCOL: 9,
} as const;
export type ByeCode = keyof typeof byeCodes;

/** `code` may be one of a later version. `text` is for logs. */
export interface Bye {
  readonly code: number;
  readonly text: string;
}

/** `text` is ASCII, cut to what fits. */
export const encodeBye = (code: ByeCode, text = ''): Uint8Array =>
  new ByteWriter()
    .uint(2, byeCodes[code])
    .bytes(utf8(text.slice(0, peerLimits.byeText)))
    .done();

/** @throws AppError BAD_OPERATION. */
export const decodeBye = (body: Uint8Array): Bye =>
  decodeBytes('BYE', body, (reader) => {
    const code = reader.uint(2);
    assertWire(reader.left <= peerLimits.byeText, 'text too long');
    return { code, text: fromUtf8(reader.take(reader.left)) };
  });
