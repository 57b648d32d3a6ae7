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
import { asHex, idBytes, limits, type Certificate } from '../model/index.ts';
import { withDomain } from './domain-separation.ts';
import { checkName, isVisible } from '../text/index.ts';
import { isSafePublicKey } from './public-key.ts';

const label = 'device/v1';
const version = 1;
const signatureBytes = 64;
/** The largest certificate there can be: names at their limits. */
const certificateBytes = 1 + 32 + 32 + 8 + 1 + 160 + 1 + limits.deviceName + signatureBytes;

/** A device certificate (W1); `sign` uses the identity key. Throws BAD_OPERATION on fields no reader would accept. */
export const encodeCertificate = (
  fields: Omit<Certificate, 'bytes'>,
  sign: (message: Uint8Array) => Uint8Array,
): Uint8Array => {
  const username = utf8(fields.username);
  const deviceName = utf8(fields.deviceName);
  const writer = new ByteWriter().uint(1, version).bytes(idBytes(fields.identity)).bytes(idBytes(fields.device));
  writer.uint(8, fields.created).uint(1, username.length).bytes(username).uint(1, deviceName.length).bytes(deviceName);
  const bytes = writer.bytes(sign(withDomain(label, writer.done()))).done();
  decodeCertificate(bytes);
  return bytes;
};

/** Throws BAD_OPERATION on anything but a well-formed certificate. The signature is checked by `verifyCertificate`. */
export const decodeCertificate = (bytes: Uint8Array): Certificate =>
  decodeGuarded('certificate', () => {
    assertWire(bytes.length <= certificateBytes, 'too long');
    const reader = new ByteReader(bytes);
    assertWire(reader.uint(1) === version, 'unknown version');
    const identity = reader.take(32);
    const device = reader.take(32);
    assertWire(isSafePublicKey(identity) && isSafePublicKey(device), 'unsafe key');
    const created = reader.uint(8);
    const username = fromUtf8(reader.take(reader.uint(1)));
    assertWire(checkName(username) !== undefined, 'bad username');
    const deviceNameLength = reader.uint(1);
    assertWire(deviceNameLength <= limits.deviceName, 'device name too long');
    const deviceName = fromUtf8(reader.take(deviceNameLength));
    assertWire(isVisible(deviceName), 'bad device name');
    assertWire(reader.left === signatureBytes, 'wrong length');
    return {
      identity: asHex(toHex(identity)),
      device: asHex(toHex(device)),
      username,
      deviceName,
      created,
      bytes: new Uint8Array(bytes),
    };
  });

/** Whether the identity named in it has signed it. */
export const verifyCertificate = (crypto: Pick<Crypto, 'verify'>, certificate: Certificate): boolean => {
  const { bytes, identity } = certificate;
  const signed = withDomain(label, bytes.subarray(0, -signatureBytes));
  return crypto.verify(idBytes(identity), signed, bytes.subarray(-signatureBytes));
};
