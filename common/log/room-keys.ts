import { toHex, type Crypto } from '../base/index.ts';
import {
  asHex,
  idBytes,
  type IdentityKey,
  type LogId,
  type LogKind,
  type RoomId,
  type RoomKey,
} from '../model/index.ts';
import { withDomain } from './domain-separation.ts';

type Hash = Pick<Crypto, 'sha256'>;
const shortBytes = 16;

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

/** The room id: names a conversation in frames. */
export const roomId = (room: RoomKey): RoomId => asHex(room.slice(0, 2 * shortBytes));

/** Names the logs of one identity and kind in a conversation, so every entry says in its header whose it is (W2). */
export const logId = (crypto: Hash, room: RoomKey, kind: LogKind, identity: IdentityKey): LogId => {
  const message = withDomain('log/v1', idBytes(room), Uint8Array.of(kind === 'content' ? 0 : 1), idBytes(identity));
  return asHex(toHex(crypto.sha256(message).subarray(0, shortBytes)));
};
