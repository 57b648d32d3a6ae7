import { deviceNameOf } from '../../common/text/index.ts';
import { AppError, fromBase64url, toBase64url, toHex } from '../../common/base/index.ts';
import { encodeCertificate } from '../../common/log/index.ts';
import { asHex, type DeviceKey, type IdentityKey } from '../../common/model/index.ts';
import { authMessage, trackerVersion, type RequestOf } from '../../common/protocol/tracker/index.ts';
import { newKeyPair, signer, type KeyPair } from './keys.ts';

/** A device of an account: its key and what the identity says about it (W1). */
export interface Device {
  readonly device: DeviceKey;
  readonly deviceSeed: Uint8Array;
  readonly certificate: Uint8Array;
}

/** The part of a tracker's HELLO that a sign-in is bound to. */
export interface Greeting {
  /** 32 bytes, base64url. */
  readonly nonce: string;
  readonly tracker: { readonly id: string };
}

/** A new device, certified by the identity. */
export const certify = (
  identity: KeyPair,
  username: string,
  about: { readonly deviceName: string; readonly now: number },
): Device => {
  const pair = newKeyPair();
  const device = deviceKey(pair);
  const fields = {
    identity: identityKey(identity),
    device,
    username,
    deviceName: deviceNameOf(about.deviceName),
    created: about.now,
  };
  return { device, deviceSeed: pair.seed, certificate: encodeCertificate(fields, signer(identity.seed)) };
};

/** The daily sign-in without a password: for `TrackerSession`'s `auth`. */
export const authRequest = (
  hello: Greeting,
  account: { readonly username: string; readonly device: DeviceKey; readonly deviceSeed: Uint8Array },
): RequestOf<'AUTH'> => ({
  version: [...trackerVersion],
  username: account.username,
  device: account.device,
  signature: authSignature(hello, account.username, account),
});

/** The device's signature over this connection (W7), base64url. AppError BAD_REQUEST if the nonce is none. */
export const authSignature = (
  hello: Greeting,
  username: string,
  device: Pick<Device, 'device' | 'deviceSeed'>,
): string => {
  const nonce = fromBase64url(hello.nonce);
  if (nonce?.length !== 32) throw new AppError('BAD_REQUEST', 'The tracker sent no usable nonce.');
  return toBase64url(signer(device.deviceSeed)(authMessage(nonce, hello.tracker.id, username, device.device)));
};

export const identityKey = (pair: KeyPair): IdentityKey => asHex<IdentityKey>(toHex(pair.publicKey));
const deviceKey = (pair: KeyPair): DeviceKey => asHex<DeviceKey>(toHex(pair.publicKey));
