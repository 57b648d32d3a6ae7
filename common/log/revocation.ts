import { ByteReader, ByteWriter, toHex, type Crypto, decodeGuarded, assertWire } from '../base/index.ts';
import { asHex, idBytes, type DeviceKey, type IdentityKey } from '../model/index.ts';
import { signatureBytes, signRecord, verifyRecord } from './signed-record.ts';

const label = 'revoke/v1';
const version = 1;
const totalBytes = 1 + 32 + 32 + 8 + signatureBytes;

/** The end of a device certificate (W1), signed by the identity, because a stolen laptop must not end the others. */
export interface Revocation {
  readonly identity: IdentityKey;
  readonly device: DeviceKey;
  /** Milliseconds since 1970. */
  readonly made: number;
  readonly bytes: Uint8Array;
}

/** `sign` uses the identity key. */
export const encodeRevocation = (
  fields: Omit<Revocation, 'bytes'>,
  sign: (message: Uint8Array) => Uint8Array,
): Uint8Array => {
  const writer = new ByteWriter().uint(1, version).bytes(idBytes(fields.identity)).bytes(idBytes(fields.device));
  writer.uint(8, fields.made);
  return signRecord(label, writer.done(), sign);
};

/** Throws BAD_OPERATION on anything malformed. */
export const decodeRevocation = (bytes: Uint8Array): Revocation =>
  decodeGuarded('revocation', () => {
    assertWire(bytes.length === totalBytes, 'wrong length');
    const reader = new ByteReader(bytes);
    assertWire(reader.uint(1) === version, 'unknown version');
    const identity = asHex<IdentityKey>(toHex(reader.take(32)));
    const device = asHex<DeviceKey>(toHex(reader.take(32)));
    return { identity, device, made: reader.uint(8), bytes: new Uint8Array(bytes) };
  });

/** Whether the identity named in it has signed it. */
export const verifyRevocation = (crypto: Pick<Crypto, 'verify'>, { bytes, identity }: Revocation): boolean =>
  verifyRecord(crypto, idBytes(identity), label, bytes);
