import * as path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../common/base/index.ts';
import { openChat } from '../../src/app/open.ts';
import type { ChatService } from '../../src/client/index.ts';
import { startTracker, type RunningTracker } from '../../tracker-server/src/tracker-service.ts';
import { SupervisedRig } from '../support/engine/supervised-rig.ts';
import { until } from '../support/until.ts';

const password = 'correct horse battery';
const workers = path.join(import.meta.dirname, '../../dist');
let rig: SupervisedRig;
let tracker: RunningTracker;
/** Her engine is a thread that misbehaves when told to, and whose sockets to the tracker are opened here. */
let ana: ChatService;
const others: ChatService[] = [];

const reopened = async (username: string): Promise<ChatService> => {
  const settings = { listenHost: '127.0.0.1', listenPort: 0 };
  const chat = await openChat({ data: path.join(rig.folder, username), workers, logger: silentLogger, settings });
  if (chat === 'locked') throw new Error('in use');
  others.push(chat);
  return chat;
};

const other = async (username: string): Promise<ChatService> => {
  const chat = await reopened(username);
  await chat.register({ tracker: tracker.url, username, password });
  return chat;
};

const linked = ({ state }: ChatService): string[] => state.links.map(({ user }) => user).toSorted();

beforeAll(async () => {
  rig = await SupervisedRig.make();
  tracker = await startTracker({ data: path.join(rig.folder, 'tracker'), port: 0, limits: false });
  ana = await rig.opened({ hostSockets: () => 'all' });
  await ana.register({ tracker: tracker.url, username: 'ana', password });
});
afterAll(async () => {
  await Promise.all(others.map((chat) => chat.close()));
  await rig[Symbol.asyncDispose]();
  await tracker.close();
});

test('an engine that was killed comes back as it was: account, port, rooms, messages, links', async () => {
  const bia = await other('bia');
  const room = await ana.createRoom({ name: 'general' });
  const first = await ana.send({ room, content: 'before' });
  await until(() => bia.state.discover.length > 0, 'the room');
  await bia.joinRoom({ room: 'general' });
  await until(() => linked(ana).includes('bia'), 'a link');
  const { listening } = ana.state;
  expect(listening).toMatch(/\d+/);
  const names: string[][] = [];
  const watch = ana.onDidChangeState(({ conversations }) => names.push(conversations.map(({ name }) => name)));
  rig.fault('exit');
  await rig.failed();
  // it went with its socket, which was here
  await until(() => bia.state.people.some((one) => one.username === 'ana' && one.presence === 'offline'), 'gone');
  rig.clock.advance(500);
  await rig.until('open');
  await until(() => linked(ana).includes('bia'), 'a link again');
  watch.dispose();
  expect(names.every((all) => all.includes('general'))).toBe(true);
  expect(ana.state).toMatchObject({ listening, account: { username: 'ana' } });
  const second = await ana.send({ room, content: 'after' });
  const { rows } = await ana.history({ room, limit: 10, kinds: 'content' });
  expect(rows.map(({ id }) => id)).toEqual([first.id, second.id]);
  await until(async () => (await bia.history({ room, limit: 10, kinds: 'content' })).rows.length === 2, 'both');
});

test('whose frame ended an engine is named, and the next engine has no link with him, but with others', async () => {
  const [bia] = others as [ChatService];
  const room = bia.resolveRoom('general');
  rig.fault('frame');
  const sent = await bia.send({ room, content: 'poison' });
  await rig.failed();
  const device = bia.state.account?.device ?? '';
  expect(rig.lines.join('\n')).toContain(`the engine has ended at a frame of device ${device}: INTERNAL`);
  rig.clock.advance(5000);
  await rig.until('open');
  const caio = await other('caio');
  await until(() => caio.state.discover.length > 0, 'the room');
  await caio.joinRoom({ room: 'general' });
  await until(() => linked(ana).includes('caio') && linked(bia).includes('caio'), 'links with the third');
  // what he wrote comes all the same, through somebody else
  const has = async (): Promise<boolean> =>
    (await ana.history({ room, limit: 10, kinds: 'content' })).rows.some(({ id }) => id === sent.id);
  await until(has, 'the message, by a third');
  expect([linked(ana), linked(bia), linked(caio)]).toEqual([['caio'], ['caio'], ['ana', 'bia']]);
  expect(rig.started).toBe(3);
});

test('lines of the log are those of the level that is set, and of another one as soon as it is', async () => {
  const [, caio] = others as [ChatService, ChatService];
  const goodbyes = (): number => rig.lines.filter((line) => line.includes('peer says goodbye')).length;
  const before = goodbyes();
  await caio.close();
  await until(() => linked(ana).length === 0, 'the end of the link');
  expect([before, goodbyes()]).toEqual([0, 0]);
  rig.level.fire('debug');
  const again = await reopened('caio');
  await until(() => linked(ana).includes('caio'), 'a link again');
  await again.close();
  await until(() => goodbyes() > 0, 'a line of little weight');
});
