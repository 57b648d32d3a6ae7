import { toHex } from '../../common/base/index.ts';
import { decodeCertificate, encodeCertificate, encodeDeviceCertificate } from '../../common/log/index.ts';
import { asHex, type Certificate, type IdentityKey } from '../../common/model/index.ts';
import { testCrypto, type TestCrypto } from './crypto.ts';
import { testTracker } from './tracker-keys.ts';

/** One installation of a person: signs with its device key. */
export interface TestDevice {
  readonly certificate: Certificate;
  readonly crypto: TestCrypto;
}

export interface TestPerson {
  readonly identity: IdentityKey;
  readonly username: string;
  /** Signs with the identity key. */
  readonly crypto: TestCrypto;
  /** The same number is the same device. */
  device(number: number): TestDevice;
  /** The device of somebody else, as this person's too: both have its key. */
  share(device: TestDevice): TestDevice;
}

/** A person whose keys follow from a number. */
export const testPerson = (seed: number, username: string): TestPerson => {
  const crypto = testCrypto(1000 * seed);
  const identity = asHex<IdentityKey>(toHex(crypto.publicKey));
  const certified = (own: TestCrypto, number: number): TestDevice => {
    const fields = { identity, deviceName: `device ${number}`, created: 1_700_000_000_000 };
    const sign = { identity: crypto.sign, device: own.sign };
    const bytes = encodeDeviceCertificate({ ...fields, device: asHex(toHex(own.publicKey)) }, sign);
    const certificate = decodeCertificate(encodeCertificate(testTracker.nameRecord(identity, username), bytes));
    return { certificate, crypto: own };
  };
  return {
    identity,
    username,
    crypto,
    device: (number) => certified(testCrypto(1000 * seed + 1 + number), number),
    share: (device) => certified(device.crypto, 0),
  };
};
