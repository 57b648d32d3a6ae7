import { layout, type Crypto } from '../base/index.ts';
import { idBytes, idLayouts, type DeviceKey, type IdentityKey } from '../model/index.ts';
import { signedRecord, type Sign } from './signed-record.ts';

/** The end of a device certificate (W1), signed by the identity, because a stolen laptop must not end the others. */
export interface Revocation {
  readonly identity: IdentityKey;
  readonly device: DeviceKey;
  /** Milliseconds since 1970. */
  readonly made: number;
  readonly bytes: Uint8Array;
}

const record = signedRecord<Omit<Revocation, 'bytes'>>(
  'revocation',
  ['revoke/v1'],
  layout.versioned(1, layout.struct({ identity: idLayouts.identity, device: idLayouts.device, made: layout.uint(8) })),
);

/** `sign` uses the identity key. */
export const encodeRevocation = (fields: Omit<Revocation, 'bytes'>, sign: Sign): Uint8Array =>
  record.encode(fields, sign);

/** Throws BAD_OPERATION on anything malformed. */
export const decodeRevocation = (bytes: Uint8Array): Revocation => record.decode(bytes);

/** Whether the identity named in it has signed it. */
export const verifyRevocation = (crypto: Pick<Crypto, 'verify'>, { bytes, identity }: Revocation): boolean =>
  record.verify(crypto, bytes, idBytes(identity));
