import {
  asHex,
  type DeviceKey,
  type EntryId,
  type IdentityKey,
  type RoomKey,
  type Row,
} from '../../common/model/index.ts';
import type { Account, ChatState, Conversation, ListedRoom, Person } from '../../common/protocol/chat/index.ts';

/** People, rooms and states for tests of what stands on a chat service. */

const hex = (n: number, digits = 64): string => n.toString(16).padStart(digits, '0');
export const roomKey = (n: number): RoomKey => asHex(hex(n));
export const entryId = (n: number): EntryId => asHex(hex(n));
export const me = asHex<IdentityKey>(hex(0xaa));
export const device = asHex<DeviceKey>(hex(0xbb));

export const aRow = (n: number, extra: Partial<Row> = {}): Row => ({
  id: entryId(n),
  order: hex(n, 12),
  kind: 'message',
  author: { identity: hex(0xcc), username: 'bia' },
  own: false,
  at: n,
  content: `message ${n}`,
  ...extra,
});

export const aConversation = (n: number, extra: Partial<Conversation> = {}): Conversation => ({
  room: roomKey(n),
  kind: 'group',
  name: `room ${n}`,
  mine: false,
  members: [],
  capacity: 50,
  unread: 0,
  mentions: 0,
  muted: false,
  links: 0,
  lastAt: 0,
  ...extra,
});

export const aListedRoom = (n: number, extra: Partial<ListedRoom> = {}): ListedRoom => ({
  room: roomKey(n),
  name: `room ${n}`,
  owner: 'bia',
  online: 1,
  total: 2,
  capacity: 50,
  ...extra,
});

export const aPerson = (username: string, extra: Partial<Person> = {}): Person => ({
  identity: hex(username.length),
  username,
  presence: 'online',
  lastSeen: 0,
  me: false,
  links: 0,
  ...extra,
});

export const anAccount: Account = { username: 'ana', identity: me, device, tracker: 'ws://127.0.0.1:6060' };

export const nobody: ChatState = {
  signedIn: false,
  presence: 'online',
  caughtUp: false,
  connection: { state: 'offline', tracker: '', address: '', loopback: false, insecure: false },
  links: [],
  conversations: [],
  discover: [],
  people: [],
  unread: 0,
};

/** A state of somebody who is signed in and connected. */
export const aState = (extra: Partial<ChatState> = {}): ChatState => ({
  ...nobody,
  account: anAccount,
  signedIn: true,
  caughtUp: true,
  connection: { state: 'connected', tracker: 'P2P Chat', address: '127.0.0.1:6060', loopback: true, insecure: true },
  ...extra,
});
