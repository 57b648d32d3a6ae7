import { assertWire, ByteReader, ByteWriter, decodeGuarded, layout, type Crypto, type Layout } from '../base/index.ts';
import { withDomain } from './domain-separation.ts';

/** Of an Ed25519 signature. */
export const signatureBytes = 64;

/** Signs with one key, which its owner keeps. */
export type Sign = (message: Uint8Array) => Uint8Array;

/** A record of which every signer signs all but the signatures, which stand at its end. */
export interface SignedRecord<T extends object> {
  /** One way to sign for each label. Throws BAD_OPERATION on fields no reader would accept. */
  encode(fields: T, ...signers: readonly Sign[]): Uint8Array;
  /** Throws BAD_OPERATION on anything but a well-formed record. The signatures are checked by `verify`. */
  decode(bytes: Uint8Array): T & { readonly bytes: Uint8Array };
  /** Whether these keys, 32 bytes each and one for each label, have signed it. */
  verify(crypto: Pick<Crypto, 'verify'>, bytes: Uint8Array, ...keys: readonly Uint8Array[]): boolean;
}

/** `labels`: under which it is signed, one for each signature in their order. */
export const signedRecord = <T extends object>(
  what: string,
  labels: readonly string[],
  record: Layout<T>,
): SignedRecord<T> => {
  const tail = labels.length * signatureBytes;
  const decode = (bytes: Uint8Array): T & { readonly bytes: Uint8Array } =>
    decodeGuarded(what, () => {
      const reader = new ByteReader(bytes);
      const fields = record.read(reader);
      assertWire(reader.left === tail, 'wrong length');
      return { ...fields, bytes: new Uint8Array(bytes) };
    });
  return {
    encode(fields, ...signers) {
      const body = layout.bytesOf(record, fields);
      const signed = new ByteWriter(body.length + tail).bytes(body);
      labels.forEach((label, index) => signed.bytes(signers[index]?.(withDomain(label, body)) ?? new Uint8Array()));
      const bytes = signed.done();
      decode(bytes);
      return bytes;
    },
    decode,
    verify(crypto, bytes, ...keys) {
      const body = bytes.subarray(0, -tail);
      return labels.every((label, index) => {
        const from = body.length + index * signatureBytes;
        const key = keys[index];
        const signature = bytes.subarray(from, from + signatureBytes);
        return key !== undefined && crypto.verify(key, withDomain(label, body), signature);
      });
    },
  };
};
