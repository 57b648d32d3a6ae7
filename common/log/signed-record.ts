import { ByteWriter, type Crypto } from '../base/index.ts';
import { withDomain } from './domain-separation.ts';

/** Of an Ed25519 signature. */
export const signatureBytes = 64;

/** Signs a record under its label; the signature follows it. */
export const signRecord = (label: string, record: Uint8Array, sign: (message: Uint8Array) => Uint8Array): Uint8Array =>
  new ByteWriter(record.length + signatureBytes)
    .bytes(record)
    .bytes(sign(withDomain(label, record)))
    .done();

/** Whether what ends with this signature was signed under the label with that key, 32 bytes. */
export const verifyRecord = (
  crypto: Pick<Crypto, 'verify'>,
  key: Uint8Array,
  label: string,
  bytes: Uint8Array,
): boolean =>
  crypto.verify(key, withDomain(label, bytes.subarray(0, -signatureBytes)), bytes.subarray(-signatureBytes));
