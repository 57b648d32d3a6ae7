import { layout, type Crypto } from '../base/index.ts';
import { idBytes, idLayouts, limits, type AddressRecord } from '../model/index.ts';
import { signedRecord, type Sign } from './signed-record.ts';

/** A literal IPv4 address, or an IPv6 address in brackets, and a port: within the 55 bytes of W10. The dialler looks closer. */
const addressShape = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\]):([1-9]\d{0,4})$/;
const maxAddressBytes = 55;

const isAddress = (text: string): boolean => Number(addressShape.exec(text)?.[1] ?? Infinity) <= 65_535;

const record = signedRecord<Omit<AddressRecord, 'bytes'>>(
  'address record',
  ['address/v1'],
  layout.checked(
    layout.versioned(
      1,
      layout.struct({
        device: idLayouts.device,
        made: layout.uint(8),
        expires: layout.uint(8),
        addresses: layout.list(
          1,
          layout.checked(layout.text(maxAddressBytes), isAddress, 'not an address'),
          limits.addresses,
        ),
      }),
    ),
    ({ made, expires }) => made < expires,
    'out of bounds',
  ),
);

/** Where a device can be reached (W10); `sign` uses the device key. Throws BAD_OPERATION on fields no reader would accept. */
export const encodeAddressRecord = (fields: Omit<AddressRecord, 'bytes'>, sign: Sign): Uint8Array =>
  record.encode(fields, sign);

/** Throws BAD_OPERATION on anything malformed. Expiry and signature are the caller's to check. */
export const decodeAddressRecord = (bytes: Uint8Array): AddressRecord => record.decode(bytes);

/** Whether the device named in it has signed it. */
export const verifyAddressRecord = (crypto: Pick<Crypto, 'verify'>, { bytes, device }: AddressRecord): boolean =>
  record.verify(crypto, bytes, idBytes(device));
