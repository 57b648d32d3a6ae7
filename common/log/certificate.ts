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
import { asHex, authorKey, idBytes, limits, type Certificate, type DeviceCertificate } from '../model/index.ts';
import { isVisible } from '../text/index.ts';
import { withDomain } from './domain-separation.ts';
import { decodeNameRecord, nameRecordBytes, verifyNameRecord, type NameAuthority } from './name-record.ts';
import { isSafePublicKey } from './public-key.ts';
import { signatureBytes } from './signed-record.ts';

const labels = { identity: 'device/v2', device: 'device-own/v2' } as const;
const version = 2;
/** The largest there can be; all but the name is two keys, two signatures and 10 bytes. */
export const deviceCertificateBytes: number = 202 + limits.deviceName;
export const certificateBytes: number = 2 + nameRecordBytes + deviceCertificateBytes;

type Sign = (message: Uint8Array) => Uint8Array;

/** A device certificate (W1), signed by both keys. Throws BAD_OPERATION on fields no reader would accept. */
export const encodeDeviceCertificate = (
  fields: Omit<DeviceCertificate, 'bytes'>,
  sign: { readonly identity: Sign; readonly device: Sign },
): Uint8Array => {
  const deviceName = utf8(fields.deviceName);
  const writer = new ByteWriter().uint(1, version).bytes(idBytes(fields.identity)).bytes(idBytes(fields.device));
  const body = writer.uint(8, fields.created).uint(1, deviceName.length).bytes(deviceName).done();
  const signatures = [sign.identity(withDomain(labels.identity, body)), sign.device(withDomain(labels.device, body))];
  const bytes = signatures.reduce((all, one) => all.bytes(one), new ByteWriter().bytes(body)).done();
  decodeDeviceCertificate(bytes);
  return bytes;
};

/** Throws BAD_OPERATION on anything but a well-formed one. The signatures are checked by `verifyDeviceCertificate`. */
export const decodeDeviceCertificate = (bytes: Uint8Array): DeviceCertificate =>
  decodeGuarded('device certificate', () => {
    assertWire(bytes.length <= deviceCertificateBytes, 'too long');
    const reader = new ByteReader(bytes);
    assertWire(reader.uint(1) === version, 'unknown version');
    const identity = reader.take(32);
    const device = reader.take(32);
    assertWire(isSafePublicKey(identity) && isSafePublicKey(device), 'unsafe key');
    const created = reader.uint(8);
    const length = reader.uint(1);
    assertWire(length <= limits.deviceName, 'device name too long');
    const deviceName = fromUtf8(reader.take(length));
    assertWire(isVisible(deviceName), 'bad device name');
    assertWire(reader.left === 2 * signatureBytes, 'wrong length');
    return {
      identity: asHex(toHex(identity)),
      device: asHex(toHex(device)),
      deviceName,
      created,
      bytes: new Uint8Array(bytes),
    };
  });

/** Whether both have signed it: the identity that the device is its own, and the device that it is the identity's. */
export const verifyDeviceCertificate = (
  crypto: Pick<Crypto, 'verify'>,
  { bytes, identity, device }: DeviceCertificate,
): boolean => {
  const body = bytes.subarray(0, -2 * signatureBytes);
  const byIdentity = bytes.subarray(body.length, body.length + signatureBytes);
  const byDevice = bytes.subarray(body.length + signatureBytes);
  return (
    crypto.verify(idBytes(identity), withDomain(labels.identity, body), byIdentity) &&
    crypto.verify(idBytes(device), withDomain(labels.device, body), byDevice)
  );
};

/** A certificate as it travels among people: what the tracker says of the name (W12), and the device certificate (W1). */
export const encodeCertificate = (nameRecord: Uint8Array, deviceCertificate: Uint8Array): Uint8Array =>
  new ByteWriter().uint(2, nameRecord.length).bytes(nameRecord).bytes(deviceCertificate).done();

/** Throws BAD_OPERATION unless both are well-formed and of one identity. The signatures are checked by `verifyCertificate`. */
export const decodeCertificate = (bytes: Uint8Array): Certificate =>
  decodeGuarded('certificate', () => {
    assertWire(bytes.length <= certificateBytes, 'too long');
    const own = new Uint8Array(bytes);
    const reader = new ByteReader(own);
    const name = decodeNameRecord(reader.take(reader.uint(2)));
    const device = decodeDeviceCertificate(reader.take(reader.left));
    assertWire(name.identity === device.identity, 'a name of somebody else');
    return { ...device, author: authorKey(device), username: name.username, name, own: device, bytes: own };
  });

/** Whether it holds: both keys have signed it, and this tracker vouches for the name. */
export const verifyCertificate = (
  crypto: Pick<Crypto, 'verify'>,
  authority: NameAuthority,
  { name, own }: Certificate,
): boolean => verifyNameRecord(crypto, authority, name) && verifyDeviceCertificate(crypto, own);
