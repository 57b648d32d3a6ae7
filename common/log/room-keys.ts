import { toHex, type Crypto } from '../base/index.ts';
import { asHex, idBytes, type IdentityKey, type LogId, type RoomKey } from '../model/index.ts';
import { withDomain } from './domain-separation.ts';

type Hash = Pick<Crypto, 'sha256'>;
const logIdBytes = 16;

/** The key of a group: it follows from the body of its GENESIS, so nobody can give a room another owner (W2). */
export const genesisKey = (crypto: Hash, body: Uint8Array): RoomKey =>
  asHex(toHex(crypto.sha256(withDomain('genesis/v1', body))));

/** The key of the conversation of two people, the same whichever of them computes it. */
export const directKey = (crypto: Hash, a: IdentityKey, b: IdentityKey): RoomKey => {
  const [smaller, larger] = a < b ? [a, b] : [b, a];
  return asHex(toHex(crypto.sha256(withDomain('direct/v1', idBytes(smaller), idBytes(larger)))));
};

/** The key of the private room that the devices of one identity share. */
export const selfKey = (crypto: Hash, identity: IdentityKey): RoomKey =>
  asHex(toHex(crypto.sha256(withDomain('self/v1', idBytes(identity)))));

/** The room id: names the content logs of a conversation. */
export const contentLog = (room: RoomKey): LogId => asHex(room.slice(0, 2 * logIdBytes));

/** The control id: names the control logs of a group. */
export const controlLog = (crypto: Hash, room: RoomKey): LogId =>
  asHex(toHex(crypto.sha256(withDomain('control/v1', idBytes(room))).subarray(0, logIdBytes)));
