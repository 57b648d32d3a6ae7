import * as path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../common/base/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import type { ChatEvent, Person } from '../../common/protocol/chat/index.ts';
import { openChat } from '../../src/app/open.ts';
import type { ChatService } from '../../src/client/index.ts';
import { startTracker, type RunningTracker } from '../../tracker-server/src/tracker-service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const workers = path.join(import.meta.dirname, '../../dist');
const password = 'correct horse battery';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let tracker: RunningTracker;
let ana: ChatService;
let bia: ChatService;
let room: RoomKey;

const open = async (name: string, more: { readonly offline?: true } = {}): Promise<ChatService> => {
  const settings = { listenHost: '127.0.0.1', listenPort: 0, ...more };
  const chat = await openChat({ data: path.join(folder.path, name), workers, logger: silentLogger, settings });
  if (chat === 'locked') throw new Error(`${name} is open already`);
  return chat;
};

const until = async (chat: ChatService, holds: () => boolean): Promise<void> => {
  while (!holds()) {
    await new Promise<void>((resolve) => {
      const watch = chat.onDidChangeState(() => {
        watch.dispose();
        resolve();
      });
    });
  }
};

const told = (chat: ChatService, wanted: (event: ChatEvent) => boolean): Promise<ChatEvent> =>
  new Promise((resolve) => {
    const watch = chat.onEvent((event) => {
      if (!wanted(event)) return;
      watch.dispose();
      resolve(event);
    });
  });

const refused = (code: string): unknown => expect.objectContaining({ code, name: 'AppError' });
const linked = (chat: ChatService): boolean => chat.state.links.length === 1;
const isOffline =
  (name: string) =>
  ({ username, presence }: Person): boolean =>
    username === name && presence === 'offline';

beforeAll(async () => {
  folder = await temporaryFolder();
  tracker = await startTracker({ data: path.join(folder.path, 'tracker'), port: 0, limits: false });
  ana = await open('ana');
  bia = await open('bia');
  await ana.register({ tracker: tracker.url, username: 'ana', password });
  await bia.register({ tracker: tracker.url, username: 'bia', password });
  room = await ana.createRoom({ name: 'general' });
  await until(bia, () => bia.state.discover.length === 1);
  await bia.joinRoom({ room });
  await until(ana, () => linked(ana));
});
afterAll(async () => {
  await Promise.all([ana.close(), bia.close()]);
  await tracker.close();
  await folder[Symbol.asyncDispose]();
});

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
  ana = await open('ana');
  expect(ana.state).toMatchObject({ connection: { state: 'offline', chosen: true }, links: [] });
  expect(ana.state.conversations.some((one) => one.room === room)).toBe(true);
  await ana.connect({});
  await until(ana, () => ana.state.connection.state === 'connected' && ana.state.links.length === 1);
  await ana.close();
  ana = await open('ana', { offline: true });
  expect(ana.state.connection).toMatchObject({ state: 'offline', chosen: true });
  await ana.connect({});
  await until(ana, () => ana.state.connection.state === 'connected' && ana.state.links.length === 1);
});

test('signed out while offline, and in again: that is online', async () => {
  await ana.disconnect({});
  await ana.signOut({});
  await ana.signIn({ tracker: tracker.url, username: 'ana', password });
  await until(ana, () => ana.state.connection.state === 'connected');
  expect(ana.state.connection).not.toHaveProperty('chosen');
});
