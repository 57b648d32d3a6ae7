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
import { asHex, idBytes, limits, type AddressRecord } from '../model/index.ts';
import { signatureBytes, signRecord, verifyRecord } from './signed-record.ts';

const label = 'address/v1';
const version = 1;
/** A literal IPv4 address, or an IPv6 address in brackets, and a port: within the 55 bytes of W10. The dialler looks closer. */
const addressShape = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\]):([1-9]\d{0,4})$/;

const isAddress = (text: string): boolean => Number(addressShape.exec(text)?.[1] ?? Infinity) <= 65_535;

/** Where a device can be reached (W10); `sign` uses the device key. Throws BAD_OPERATION on fields no reader would accept. */
export const encodeAddressRecord = (
  fields: Omit<AddressRecord, 'bytes'>,
  sign: (message: Uint8Array) => Uint8Array,
): Uint8Array => {
  const writer = new ByteWriter().uint(1, version).bytes(idBytes(fields.device));
  writer.uint(8, fields.made).uint(8, fields.expires).uint(1, fields.addresses.length);
  for (const address of fields.addresses) {
    const text = utf8(address);
    writer.uint(1, text.length).bytes(text);
  }
  const bytes = signRecord(label, writer.done(), sign);
  decodeAddressRecord(bytes);
  return bytes;
};

/** Throws BAD_OPERATION on anything malformed. Expiry and signature are the caller's to check. */
export const decodeAddressRecord = (bytes: Uint8Array): AddressRecord =>
  decodeGuarded('address record', () => {
    const reader = new ByteReader(bytes);
    assertWire(reader.uint(1) === version, 'unknown version');
    const device = toHex(reader.take(32));
    const made = reader.uint(8);
    const expires = reader.uint(8);
    const count = reader.uint(1);
    assertWire(made < expires && count <= limits.addresses, 'out of bounds');
    const addresses = Array.from({ length: count }, () => readAddress(reader));
    assertWire(reader.left === signatureBytes, 'wrong length');
    return { device: asHex(device), made, expires, addresses, bytes: new Uint8Array(bytes) };
  });

const readAddress = (reader: ByteReader): string => {
  const address = fromUtf8(reader.take(reader.uint(1)));
  assertWire(isAddress(address), 'not an address');
  return address;
};

/** Whether the device named in it has signed it. */
export const verifyAddressRecord = (crypto: Pick<Crypto, 'verify'>, { bytes, device }: AddressRecord): boolean =>
  verifyRecord(crypto, idBytes(device), label, bytes);
