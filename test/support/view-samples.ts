import type { Connection } from '../../common/protocol/chat/index.ts';
import type { Presence, Row, Who } from '../../common/model/index.ts';
import type { Appearance, Header, Member, Snapshot } from '../../common/protocol/view/index.ts';

/** People, rows and snapshots for tests of the chat page. */

const person = (username: string, digit: string): Who => ({ username, identity: digit.repeat(64) });
export const ana: Who = person('Ana Lima', 'a');
export const bruno: Who = person('Bruno Sato', 'b');
export const carla: Who = person('Carla Pires', 'c');
export const diego: Who = person('Diego Alencar', 'd');

/** Noon today, local time: never near midnight. */
export const noon = new Date().setHours(12, 0, 0, 0);
export const minute = 60_000;

let rows = 0;
/** A message; `order` follows `at`, then the order of making. */
export const row = (author: Who, content: string, at: number, more: Partial<Row> = {}): Row => {
  const id = (++rows).toString(16).padStart(64, '0');
  const order = `${at.toString(16).padStart(12, '0')}${id}`;
  return { id, order, kind: 'message', author, own: author === ana, at, content, ...more };
};

/** A discreet line. */
export const event = (kind: Row['kind'], author: Who, at: number): Row => {
  const { content: _, ...rest } = row(author, '', at, { kind });
  return rest;
};

const member = (who: Who, presence: Presence = 'online', owner = false): Member => ({ ...who, presence, owner });

export const group: Header = {
  room: '1'.repeat(64),
  kind: 'group',
  name: 'link-layer',
  mine: false,
  members: [member(bruno, 'online', true), member(ana), member(carla), member(diego, 'offline')],
  links: 2,
  muted: false,
};

export const direct = (online: boolean): Header => ({
  room: '2'.repeat(64),
  kind: 'direct',
  name: bruno.username,
  mine: false,
  members: [member(ana), member(bruno, online ? 'online' : 'offline')],
  links: online ? 1 : 0,
  muted: false,
});

export const connected: Connection = {
  state: 'connected',
  tracker: 'P2P Chat',
  address: 'localhost:6060',
  loopback: true,
  insecure: true,
};

export const appearance: Appearance = {
  fontSize: 0,
  density: 'comfortable',
  timeFormat: 'auto',
  sendKey: 'enter',
};

export const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  version: 1,
  rev: 1,
  screen: 'chat',
  me: ana,
  header: group,
  conversations: [],
  rows: [],
  hasOlder: false,
  connection: connected,
  draft: '',
  appearance,
  language: 'en-GB',
  ...more,
});
