import { idLayouts, type NameRecord } from '../model/index.ts';
import { AppError, attempt, fromBase64url, layout, type Crypto } from '../base/index.ts';
import { checkName } from '../text/index.ts';
import { safeKey } from './public-key.ts';
import { signatureBytes, signedRecord, type Sign } from './signed-record.ts';

/** The tracker that vouches for the names of an account. */
export interface NameAuthority {
  /** 64 hex digits. */
  readonly id: string;
  /** Ed25519, 32 bytes. */
  readonly signKey: Uint8Array;
}

/** A name of 40 characters. */
const maxNameBytes = 160;
/** The largest there can be. */
export const nameRecordBytes: number = 1 + 32 + 32 + 8 + 1 + maxNameBytes + signatureBytes;

const record = signedRecord<Omit<NameRecord, 'bytes'>>(
  'name record',
  ['name/v1'],
  layout.versioned(
    1,
    layout.struct({
      tracker: layout.hex(32),
      identity: safeKey(idLayouts.identity),
      made: layout.uint(8),
      username: layout.checked(layout.text(maxNameBytes), (name) => checkName(name) !== undefined, 'bad username'),
    }),
  ),
);

/**
 * What a tracker says about a name (W12); `sign` uses the tracker's signing key. Throws
 * BAD_OPERATION on fields no reader would accept.
 */
export const encodeNameRecord = (fields: Omit<NameRecord, 'bytes'>, sign: Sign): Uint8Array =>
  record.encode(fields, sign);

/** Throws BAD_OPERATION on anything but a well-formed record. The signature is checked by `verifyNameRecord`. */
export const decodeNameRecord = (bytes: Uint8Array): NameRecord => record.decode(bytes);

/** From the text that it is written as in JSON; undefined if that is no well-formed one. */
export const readNameRecord = (text: string): NameRecord | undefined => {
  if (text.length > Math.ceil((nameRecordBytes * 4) / 3)) return undefined;
  const read = attempt(() => decodeNameRecord(fromBase64url(text) ?? new Uint8Array(0)));
  return read instanceof AppError ? undefined : read;
};

/** Whether this tracker has signed it. */
export const verifyNameRecord = (
  crypto: Pick<Crypto, 'verify'>,
  { id, signKey }: NameAuthority,
  { tracker, bytes }: NameRecord,
): boolean => tracker === id && record.verify(crypto, bytes, signKey);
