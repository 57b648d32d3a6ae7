import { parseAddress, type Addr, type Crypto } from '../../../../common/base/index.ts';
import { decodeAddressRecord, verifyAddressRecord } from '../../../../common/log/index.ts';
import type { AddressRecord, DeviceKey } from '../../../../common/model/index.ts';

/** What a device has signed about where it can be reached; undefined if it is no record, another device's, or forged. */
export const readAddressRecord = (
  crypto: Pick<Crypto, 'verify'>,
  device: DeviceKey,
  bytes: Uint8Array,
): AddressRecord | undefined => {
  try {
    const record = decodeAddressRecord(bytes);
    return record.device === device && verifyAddressRecord(crypto, record) ? record : undefined;
  } catch {
    return undefined;
  }
};

/** Those that can be dialled. */
export const addressesIn = ({ addresses }: AddressRecord): Addr[] =>
  addresses.flatMap((text) => parseAddress(text) ?? []);
