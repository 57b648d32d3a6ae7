import type { Connection, Header, Member, Row, Snapshot, Who } from '../../common/protocol/view/index.ts';

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

const member = (who: Who, online = true, owner = false): Member => ({ ...who, online, owner });

export const group: Header = {
  room: '1'.repeat(64),
  kind: 'group',
  name: 'link-layer',
  mine: false,
  members: [member(bruno, true, true), member(ana), member(carla), member(diego, false)],
  links: 2,
};

export const direct = (online: boolean): Header => ({
  room: '2'.repeat(64),
  kind: 'direct',
  name: bruno.username,
  mine: false,
  members: [member(ana), member(bruno, online)],
  links: online ? 1 : 0,
});

export const connected: Connection = { state: 'connected', tracker: 'localhost:6060', insecure: false };

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
  language: 'en-GB',
  ...more,
});
