import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoomKey } from '../../common/model/index.ts';
import type { Person } from '../../common/protocol/chat/index.ts';
import type { ChatService } from '../../src/client/index.ts';
import { nextEvent as told, Services, untilState as until } from '../support/services.ts';

let services: Services;
let ana: ChatService;
let bia: ChatService;
let room: RoomKey;

const refused = (code: string): unknown => expect.objectContaining({ code, name: 'AppError' });
const linked = (chat: ChatService): boolean => chat.state.links.length === 1;
const isOffline =
  (name: string) =>
  ({ username, presence }: Person): boolean =>
    username === name && presence === 'offline';

beforeAll(async () => {
  services = await Services.start();
  ana = await services.open('ana');
  bia = await services.open('bia');
  await ana.register(services.credentials('ana'));
  await bia.register(services.credentials('bia'));
  room = await ana.createRoom({ name: 'general' });
  await until(bia, () => bia.state.discover.length === 1);
  await bia.joinRoom({ room });
  await until(ana, () => linked(ana));
});
afterAll(() => services[Symbol.asyncDispose]());

test('offline by choice: no tracker, no links, but everything that is here; and back', async () => {
  await until(ana, () => linked(ana));
  await ana.disconnect({});
  expect(ana.state).toMatchObject({ connection: { state: 'offline', chosen: true }, signedIn: false, links: [] });
  await until(bia, () => bia.state.links.length === 0 && bia.state.people.some(isOffline('ana')));
  const written = await ana.send({ room, content: 'on a plane' });
  const { rows } = await ana.history({ room, limit: 1, kinds: 'content' });
  expect(rows).toMatchObject([{ id: written.id }]);
  await expect(ana.joinRoom({ room: 'nowhere' })).rejects.toEqual(refused('OFFLINE'));
  // a second time changes nothing
  await ana.disconnect({});
  const arrived = told(bia, (event) => event.type === 'row' && event.row.content === 'on a plane');
  await ana.connect({});
  expect(ana.state.connection).not.toHaveProperty('chosen');
  await arrived;
  await until(ana, () => linked(ana) && ana.state.connection.state === 'connected');
});

test('offline by choice outlives the program, and its start may ask for it', async () => {
  await ana.disconnect({});
  await ana.close();
  ana = await services.open('ana');
  expect(ana.state).toMatchObject({ connection: { state: 'offline', chosen: true }, links: [] });
  expect(ana.state.conversations.some((one) => one.room === room)).toBe(true);
  await ana.connect({});
  await until(ana, () => ana.state.connection.state === 'connected' && ana.state.links.length === 1);
  await ana.close();
  ana = await services.open('ana', { offline: true });
  expect(ana.state.connection).toMatchObject({ state: 'offline', chosen: true });
  await ana.connect({});
  await until(ana, () => ana.state.connection.state === 'connected' && ana.state.links.length === 1);
});

test('signed out while offline, and in again: that is online', async () => {
  await ana.disconnect({});
  await ana.signOut({});
  await ana.signIn(services.credentials('ana'));
  await until(ana, () => ana.state.connection.state === 'connected');
  expect(ana.state.connection).not.toHaveProperty('chosen');
});
