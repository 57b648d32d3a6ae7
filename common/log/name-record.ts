import {
  ByteReader,
  ByteWriter,
  fromUtf8,
  toHex,
  utf8,
  type Crypto,
  decodeGuarded,
  assertWire,
} from '../base/index.ts';
import { asHex, idBytes, type NameRecord } from '../model/index.ts';
import { checkName } from '../text/index.ts';
import { signatureBytes, signRecord, verifyRecord } from './signed-record.ts';
import { isSafePublicKey } from './public-key.ts';

const label = 'name/v1';
const version = 1;
/** The tracker that vouches for the names of an account. */
export interface NameAuthority {
  /** 64 hex digits. */
  readonly id: string;
  /** Ed25519, 32 bytes. */
  readonly signKey: Uint8Array;
}

/** The largest there can be: a name of 40 characters. */
export const nameRecordBytes: number = 1 + 32 + 32 + 8 + 1 + 160 + signatureBytes;

/**
 * What a tracker says about a name (W12); `sign` uses the tracker's signing key. Throws
 * BAD_OPERATION on fields no reader would accept.
 */
export const encodeNameRecord = (
  fields: Omit<NameRecord, 'bytes'>,
  sign: (message: Uint8Array) => Uint8Array,
): Uint8Array => {
  const username = utf8(fields.username);
  const writer = new ByteWriter()
    .uint(1, version)
    .bytes(idBytes(asHex(fields.tracker)))
    .bytes(idBytes(fields.identity));
  writer.uint(8, fields.made).uint(1, username.length).bytes(username);
  const bytes = signRecord(label, writer.done(), sign);
  decodeNameRecord(bytes);
  return bytes;
};

/** Throws BAD_OPERATION on anything but a well-formed record. The signature is checked by `verifyNameRecord`. */
export const decodeNameRecord = (bytes: Uint8Array): NameRecord =>
  decodeGuarded('name record', () => {
    assertWire(bytes.length <= nameRecordBytes, 'too long');
    const reader = new ByteReader(bytes);
    assertWire(reader.uint(1) === version, 'unknown version');
    const tracker = reader.take(32);
    const identity = reader.take(32);
    assertWire(isSafePublicKey(identity), 'unsafe key');
    const made = reader.uint(8);
    const username = fromUtf8(reader.take(reader.uint(1)));
    assertWire(checkName(username) !== undefined, 'bad username');
    assertWire(reader.left === signatureBytes, 'wrong length');
    return {
      tracker: toHex(tracker),
      identity: asHex(toHex(identity)),
      made,
      username,
      bytes: new Uint8Array(bytes),
    };
  });

/** Whether this tracker has signed it. */
export const verifyNameRecord = (
  crypto: Pick<Crypto, 'verify'>,
  { id, signKey }: NameAuthority,
  { tracker, bytes }: NameRecord,
): boolean => tracker === id && verifyRecord(crypto, signKey, label, bytes);
