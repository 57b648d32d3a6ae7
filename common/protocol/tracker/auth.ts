import { ByteWriter, toHex, utf8, type Crypto } from '../../base/index.ts';
import { withDomain } from '../../log/index.ts';
import { asHex, idBytes, type DeviceKey } from '../../model/index.ts';

/** The public keys of a tracker, 32 bytes each. */
export interface TrackerKeys {
  /** OPAQUE's. */
  readonly opaqueKey: Uint8Array;
  /** The one it signs name records and sign-ins with, Ed25519. */
  readonly signKey: Uint8Array;
}

/** Who a tracker is, 64 hex digits: computed by whoever wants to know, never taken from its word. */
export const trackerIdOf = (crypto: Pick<Crypto, 'sha256'>, { opaqueKey, signKey }: TrackerKeys): string =>
  toHex(crypto.sha256(new ByteWriter(64).bytes(opaqueKey).bytes(signKey).done()));

/**
 * What a device signs to sign in: bound to this connection by its nonce, and to this tracker.
 * @param nonce of HELLO, 32 bytes
 * @param trackerId 64 hex digits
 * @param username as registered
 * @param device 64 hex digits
 */
export const authMessage = (nonce: Uint8Array, trackerId: string, username: string, device: string): Uint8Array => {
  const user = utf8(username);
  const writer = new ByteWriter().bytes(nonce).bytes(keyBytes(trackerId)).uint(1, user.length).bytes(user);
  return withDomain('auth/v1', writer.bytes(keyBytes(device)).done());
};

/**
 * What the tracker signs in return (W11): that it has the key of the id that the device has pinned, now.
 * @param clientNonce of the request, 32 bytes
 * @param nonce of HELLO, 32 bytes
 */
export const trackerAuthMessage = (
  clientNonce: Uint8Array,
  nonce: Uint8Array,
  trackerId: string,
  device: DeviceKey,
): Uint8Array =>
  withDomain(
    'tracker-auth/v1',
    new ByteWriter(128).bytes(clientNonce).bytes(nonce).bytes(keyBytes(trackerId)).bytes(idBytes(device)).done(),
  );

const keyBytes = (hex: string): Uint8Array => idBytes(asHex<DeviceKey>(hex));
