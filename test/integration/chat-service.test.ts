import type { ChatState, OwnPresence } from '../../common/protocol/chat/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asHex, type EntryId } from '../../common/model/index.ts';
import type { ChatService } from '../../src/client/index.ts';
import { Services, untilState as until } from '../support/services.ts';
import { namesOf } from '../support/named.ts';

let services: Services;
let ana: ChatService;
let bia: ChatService;

const presenceOf = (state: ChatState, user: string): string | undefined =>
  state.people.find(({ username }) => username === user)?.presence;

beforeAll(async () => {
  services = await Services.start();
  [ana, bia] = (await Promise.all(['ana', 'bia'].map((name) => services.open(name)))) as [ChatService, ChatService];
  await ana.register(services.credentials('ana'));
});
afterAll(() => services[Symbol.asyncDispose]());

test('who is invisible from the start is never seen, and comes and goes as wished', async () => {
  const seen: string[] = [];
  const watch = ana.onEvent((event) => {
    if (event.type === 'peer' && event.who.username === 'bia') seen.push(event.presence);
  });
  await bia.setPresence({ presence: 'invisible' });
  await bia.register(services.credentials('bia'));
  const room = await ana.createRoom({ name: 'general' });
  await until(bia, ({ discover }) => discover.some(({ name }) => name === 'general'));
  await bia.joinRoom({ room: 'general' });
  await until(ana, ({ links }) => links.some(({ user }) => user === 'bia'));
  expect(bia.state).toMatchObject({ presence: 'invisible', signedIn: true });
  expect(['offline', undefined]).toContain(presenceOf(ana.state, 'bia'));
  const { conversations } = await until(ana, (state) => state.conversations[0]?.members.length === 2);
  expect(conversations).toMatchObject([{ room, members: [{ presence: 'online' }, { presence: 'offline' }] }]);
  expect(seen).toEqual([]);
  for (const presence of ['dnd', 'away', 'online'] satisfies OwnPresence[]) {
    await bia.setPresence({ presence });
    await until(ana, (state) => presenceOf(state, 'bia') === presence);
  }
  expect(seen).toEqual(['dnd', 'away', 'online']);
  watch.dispose();
});

test('a mention, a reply and a place in the history are the same after a restart', async () => {
  const room = ana.resolveRoom('general');
  const first = await ana.send({ room, content: '@bia look' });
  for (let i = 0; i < 20; i++) await ana.send({ room, content: `line ${i}` });
  await ana.send({ room, content: 'as I said', replyTo: asHex<EntryId>(first.id) });
  await until(bia, ({ conversations }) => conversations[0]?.unread === 22);
  await bia.close();
  bia = await services.open('bia');
  expect(bia.state.caughtUp).toBe(false);
  // what was not on disk yet comes again
  const { conversations } = await until(bia, ({ unread }) => unread === 22);
  expect(conversations).toMatchObject([{ mentions: 1 }]);
  expect(await bia.newSince({ room })).toEqual({ order: first.order, at: first.at });
  const { rows, anchor, hasOlder, hasNewer } = await bia.history({
    room,
    place: { around: asHex<EntryId>(first.id) },
    limit: 5,
    kinds: 'content',
  });
  expect({ anchor, hasOlder, hasNewer, size: rows.length }).toEqual({
    anchor: first.id,
    hasOlder: false,
    hasNewer: true,
    size: 5,
  });
  expect(rows[0]?.mentions).toMatchObject([{ username: 'bia' }]);
  const [last] = (await bia.history({ room, limit: 1, kinds: 'content' })).rows;
  expect(last?.quote).toMatchObject({ id: first.id, author: { username: 'ana' }, content: '@bia look' });
  await until(bia, ({ caughtUp }) => caughtUp);
  await bia.markRead({ room });
  expect(bia.state).toMatchObject({ unread: 0, conversations: [{ mentions: 0 }] });
  expect(await bia.newSince({ room })).toBeUndefined();
});

test('two computers of one person: what is read or muted on one is so on the other, and goes on after a restart', async () => {
  let second = await services.open('ana II');
  await second.signIn(services.credentials('ana'));
  const room = ana.resolveRoom('general');
  const shown = ({ conversations }: ChatState) => conversations.find((one) => one.room === room);
  await until(
    second,
    ({ links }) => links.some(({ user }) => user === 'ana') && links.some(({ user }) => user === 'bia'),
  );
  await ana.markAllRead({});
  await until(second, (state) => shown(state)?.unread === 0);
  const text = await bia.send({ room, content: '@ana on both' });
  for (const chat of [ana, second]) await until(chat, (state) => shown(state)?.mentions === 1);
  const readBy = new Promise<readonly string[]>((resolve) => {
    const watch = bia.onEvent((event) => {
      if (event.type !== 'delivery' || event.entry !== text.id || event.delivery.readBy === undefined) return;
      watch.dispose();
      resolve(namesOf(event.delivery.readBy));
    });
  });
  await second.markRead({ room });
  await until(ana, (state) => shown(state)?.unread === 0 && shown(state)?.mentions === 0);
  expect(await readBy).toEqual(['ana']);
  await ana.mute({ room, muted: true });
  await until(second, (state) => shown(state)?.muted === true);
  await second.close();
  second = await services.open('ana II');
  await until(second, ({ conversations }) => conversations.length > 0);
  expect(shown(second.state)).toMatchObject({ unread: 0, mentions: 0, muted: true });
  const { rows } = await bia.history({ room, limit: 1, kinds: 'content' });
  expect(rows[0]?.delivery).toMatchObject({ n: 1, m: 1, readBy: [{ username: 'ana' }] });
  await second.close();
});
