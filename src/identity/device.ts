import { deviceNameOf } from '../../common/text/index.ts';
import { toBase64url, toHex } from '../../common/base/index.ts';
import { decodeCertificate, encodeDeviceCertificate } from '../../common/log/index.ts';
import { asHex, type DeviceKey, type IdentityKey } from '../../common/model/index.ts';
import { authMessage, trackerVersion, type RequestOf, type Vault } from '../../common/protocol/tracker/index.ts';
import { newKeyPair, signer, type KeyPair } from './keys.ts';

/** A device of an account: its key and what the identity says about it (W1). */
export interface Device {
  readonly device: DeviceKey;
  readonly deviceSeed: Uint8Array;
  /** The device certificate. */
  readonly certificate: Uint8Array;
}

/** The part of a tracker's HELLO that a sign-in is bound to. */
export interface Greeting {
  /** 32 bytes each. */
  readonly nonce: Uint8Array;
  readonly clientNonce: Uint8Array;
  readonly tracker: { readonly id: string; readonly opaqueKey: Uint8Array; readonly signKey: Uint8Array };
}

/** A new device, certified by the identity. */
export const certify = (identity: KeyPair, about: { readonly deviceName: string; readonly now: number }): Device => {
  const pair = newKeyPair();
  const device = deviceKey(pair);
  const fields = {
    identity: identityKey(identity),
    device,
    deviceName: deviceNameOf(about.deviceName),
    created: about.now,
  };
  const sign = { identity: signer(identity.seed), device: signer(pair.seed) };
  return { device, deviceSeed: pair.seed, certificate: encodeDeviceCertificate(fields, sign) };
};

/** The daily sign-in without a password: for `TrackerSession`'s `auth`. */
export const authRequest = (
  hello: Greeting,
  account: { readonly username: string; readonly device: DeviceKey; readonly deviceSeed: Uint8Array },
): RequestOf<'AUTH'> => ({
  version: [...trackerVersion],
  username: account.username,
  device: account.device,
  ...proofOf(hello, account.username, account),
});

/** What the device that registered an account keeps of it, to bring it back to a tracker that has lost it. The vault is locked. */
export interface AccountCopy {
  /** OPAQUE's. */
  readonly registrationRecord: string;
  readonly vault: Vault;
}

/** Answers ACCOUNT_LOST: for `TrackerSession`'s `restore`. */
export const restoreRequest = (
  hello: Greeting,
  account: Device & { readonly username: string; readonly copy?: AccountCopy },
): RequestOf<'RESTORE_ACCOUNT'> => {
  const { name, own } = decodeCertificate(account.certificate);
  return {
    version: [...trackerVersion],
    username: account.username,
    nameRecord: toBase64url(name.bytes),
    ...(account.copy && { account: account.copy }),
    certificate: toBase64url(own.bytes),
    ...proofOf(hello, account.username, account),
  };
};

/** What the last step of a sign-in carries: the device's signature over this connection, and what the tracker signs in return. */
export const proofOf = (
  { nonce, clientNonce, tracker }: Greeting,
  username: string,
  { device, deviceSeed }: Pick<Device, 'device' | 'deviceSeed'>,
): { readonly signature: string; readonly clientNonce: string } => ({
  signature: toBase64url(signer(deviceSeed)(authMessage(nonce, tracker.id, username, device))),
  clientNonce: toBase64url(clientNonce),
});

export const identityKey = (pair: KeyPair): IdentityKey => asHex<IdentityKey>(toHex(pair.publicKey));
const deviceKey = (pair: KeyPair): DeviceKey => asHex<DeviceKey>(toHex(pair.publicKey));
