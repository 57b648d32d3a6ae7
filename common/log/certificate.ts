import { assertWire, ByteReader, ByteWriter, decodeGuarded, layout, type Crypto, type Layout } from '../base/index.ts';
import { authorKey, idBytes, idLayouts, limits, type Certificate, type DeviceCertificate } from '../model/index.ts';
import { isVisible } from '../text/index.ts';
import { decodeNameRecord, nameRecordBytes, verifyNameRecord, type NameAuthority } from './name-record.ts';
import { safeKey } from './public-key.ts';
import { signedRecord, type Sign } from './signed-record.ts';

/** The largest there can be; all but the name is two keys, two signatures and 10 bytes. */
export const deviceCertificateBytes: number = 202 + limits.deviceName;
export const certificateBytes: number = 2 + nameRecordBytes + deviceCertificateBytes;

const record = signedRecord<Omit<DeviceCertificate, 'bytes'>>(
  'device certificate',
  ['device/v2', 'device-own/v2'],
  layout.versioned(
    2,
    layout.struct({
      identity: safeKey(idLayouts.identity),
      device: safeKey(idLayouts.device),
      created: layout.uint(8),
      deviceName: layout.checked(layout.text(limits.deviceName), isVisible, 'bad device name'),
    }),
  ),
);

/** A device certificate (W1), signed by both keys. Throws BAD_OPERATION on fields no reader would accept. */
export const encodeDeviceCertificate = (
  fields: Omit<DeviceCertificate, 'bytes'>,
  sign: { readonly identity: Sign; readonly device: Sign },
): Uint8Array => record.encode(fields, sign.identity, sign.device);

/** Throws BAD_OPERATION on anything but a well-formed one. The signatures are checked by `verifyDeviceCertificate`. */
export const decodeDeviceCertificate = (bytes: Uint8Array): DeviceCertificate => record.decode(bytes);

/** Whether both have signed it: the identity that the device is its own, and the device that it is the identity's. */
export const verifyDeviceCertificate = (
  crypto: Pick<Crypto, 'verify'>,
  { bytes, identity, device }: DeviceCertificate,
): boolean => record.verify(crypto, bytes, idBytes(identity), idBytes(device));

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

/** A certificate among other fields. */
export const certificateLayout: Layout<Certificate> = layout.mapped(
  layout.sized(2, certificateBytes),
  ({ bytes }) => bytes,
  decodeCertificate,
);

/** Whether it holds: both keys have signed it, and this tracker vouches for the name. */
export const verifyCertificate = (
  crypto: Pick<Crypto, 'verify'>,
  authority: NameAuthority,
  { name, own }: Certificate,
): boolean => verifyNameRecord(crypto, authority, name) && verifyDeviceCertificate(crypto, own);
