import { ByteWriter, utf8 } from '../../base/index.ts';
import { withDomain } from '../../log/index.ts';
import { asHex, idBytes, type DeviceKey } from '../../model/index.ts';

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

const keyBytes = (hex: string): Uint8Array => idBytes(asHex<DeviceKey>(hex));
