import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, type Logger } from '../../common/base/index.ts';
import { asHex, limits, type EntryId, type IdentityKey, type RoomKey } from '../../common/model/index.ts';
import { verbs, type ParamsOf, type ReplyOf, type Verb } from '../../common/protocol/chat/index.ts';
import type { ChatService } from '../../src/client/index.ts';
import { nextEvent as told, Services, untilState as until } from '../support/services.ts';

/** A verb that answers with an error which its table does not name says so here. */
const wrong: string[] = [];
const logger: Logger = { log: (level, text) => void (level === 'error' && wrong.push(text)) };
const used = new Set<Verb>();
let services: Services;
let ana: ChatService;
let bia: ChatService;
let room: RoomKey;

const ask = <V extends Verb>(chat: ChatService, verb: V, params: ParamsOf<V>): Promise<ReplyOf<V>> => {
  used.add(verb);
  const call = chat[verb] as unknown as (params: ParamsOf<V>) => Promise<ReplyOf<V>>;
  return call(params);
};

const refused = (code: string): unknown => expect.objectContaining({ code, name: 'AppError' });

beforeAll(async () => {
  services = await Services.start(logger);
  [ana, bia] = (await Promise.all(['ana', 'bia'].map((name) => services.open(name)))) as [ChatService, ChatService];
});
afterAll(() => services[Symbol.asyncDispose]());

test('while nobody is signed in, what needs somebody is refused, and what does not works', async () => {
  const needy = Object.entries(verbs).filter(([, verb]) => !('account' in verb));
  for (const [name] of needy) {
    const params = { room: asHex('00'.repeat(32)), username: 'bia', name: 'x' } as never;
    await expect(ana[name as Verb](params), name).rejects.toEqual(refused('NOT_AUTHENTICATED'));
  }
  await ask(ana, 'disconnect', {});
  await ask(ana, 'connect', {});
  await ask(ana, 'setReadReceipts', { on: true });
  await ask(ana, 'setPresence', { presence: 'away' });
  expect(ana.state.presence).toBe('away');
});

test('accounts', async () => {
  for (const [chat, username] of [
    [ana, 'ana'],
    [bia, 'bia'],
  ] as const) {
    const account = await ask(chat, 'register', services.credentials(username));
    expect(chat.state).toMatchObject({ account, signedIn: true });
  }
  const again = services.credentials('ana');
  await expect(ask(ana, 'register', again)).rejects.toEqual(refused('ALREADY_SIGNED_IN'));
  await ask(bia, 'signOut', {});
  expect(bia.state.account).toBeUndefined();
  await expect(ask(bia, 'register', again)).rejects.toEqual(refused('NAME_TAKEN'));
  await expect(ask(bia, 'signIn', { ...again, password: 'another password' })).rejects.toEqual(
    refused('BAD_CREDENTIALS'),
  );
  await ask(bia, 'signIn', { ...again, username: 'bia' });
  await until(bia, () => bia.state.connection.state === 'connected');
});

test('rooms and direct conversations', async () => {
  room = await ask(ana, 'createRoom', { name: 'general' });
  expect(ana.state.conversations).toMatchObject([{ room, mine: true }]);
  await until(bia, () => bia.state.discover.length === 1);
  expect(bia.resolveRoom('General')).toBe(room);
  expect(await ask(bia, 'joinRoom', { room: 'general' })).toBe(room);
  expect(bia.state).toMatchObject({ conversations: [{ room }], discover: [] });
  await until(ana, () => ana.state.links.length === 1 && ana.state.conversations[0]?.members.length === 2);
  const direct = await ask(ana, 'openDirect', { user: 'bia' });
  expect(ana.state.conversations).toContainEqual(expect.objectContaining({ room: direct, kind: 'direct' }));
  const [, partner] = ana.state.conversations.find((one) => one.room === direct)?.members ?? [];
  const identity = asHex<IdentityKey>(partner?.identity ?? '');
  await ask(ana, 'acceptKey', { identity });
  expect(await ask(ana, 'openDirect', { user: identity })).toBe(direct);
  await expect(ask(ana, 'acceptKey', { identity: asHex('ab'.repeat(32)) })).rejects.toEqual(refused('USER_UNKNOWN'));
  await expect(ask(ana, 'openDirect', { user: 'nobody' })).rejects.toEqual(refused('USER_UNKNOWN'));
  const ownName = { code: 'BAD_REQUEST', details: { reason: 'ownName' } };
  await expect(ask(ana, 'openDirect', { user: 'ana' })).rejects.toMatchObject(ownName);
  const other = await ask(ana, 'createRoom', { name: 'other', capacity: 2 });
  await ask(bia, 'joinRoom', { room: other });
  await ask(bia, 'leaveRoom', { room: other, undoable: true });
  expect(bia.state.conversations.find((one) => one.room === other)).toMatchObject({ readOnly: 'left' });
  expect(await ask(bia, 'undoLeaveRoom', { room: other })).toBe(true);
  expect(bia.state.conversations.find((one) => one.room === other)?.readOnly).toBeUndefined();
  await ask(bia, 'leaveRoom', { room: other, undoable: true });
  await ask(bia, 'settle', {});
  await until(ana, () => ana.state.conversations.find((one) => one.room === other)?.members.length === 1);
  expect(await ask(bia, 'undoLeaveRoom', { room: other })).toBe(false);
  await ask(bia, 'hide', { room: other, hidden: true });
  expect(bia.state.conversations.find((one) => one.room === other)).toMatchObject({ hidden: true });
  await ask(ana, 'deleteRoom', { room: other });
  expect(ana.state.conversations.find((one) => one.room === other)).toMatchObject({ readOnly: 'closed' });
  await expect(ask(ana, 'leaveRoom', { room })).rejects.toEqual(refused('OWNER_CANNOT_LEAVE'));
});

test('messages', async () => {
  await ask(bia, 'setPresence', { presence: 'online' });
  const typing = told(bia, (event) => event.type === 'typing' && event.on);
  await ask(ana, 'setPresence', { presence: 'online' });
  await ask(ana, 'typing', { room });
  await typing;
  const arrived = told(bia, (event) => event.type === 'row' && event.row.content === 'hello');
  const row = await ask(ana, 'send', { room, content: 'hello' });
  await arrived;
  await until(bia, () => bia.state.unread === 1);
  expect(await ask(bia, 'newSince', { room })).toEqual({ order: row.order, at: row.at });
  await ask(bia, 'showAside', { room });
  await expect(ask(bia, 'showAside', { room: asHex('ab'.repeat(32)) })).rejects.toEqual(refused('ROOM_UNKNOWN'));
  await ask(bia, 'markRead', { room });
  expect([bia.state.unread, await ask(bia, 'newSince', { room })]).toEqual([0, undefined]);
  const entry = asHex<EntryId>(row.id);
  expect(await ask(ana, 'edit', { entry, content: 'hello all' })).toMatchObject({ id: entry, content: 'hello all' });
  expect(await ask(ana, 'react', { entry, emoji: '👍', on: true })).toMatchObject({
    reactions: [{ emoji: '👍', mine: true }],
  });
  await expect(ask(ana, 'react', { entry, emoji: 'no emoji', on: true })).rejects.toEqual(refused('BAD_REQUEST'));
  const faces = Array.from({ length: limits.emojiPerPerson - 1 }, (_, i) => String.fromCodePoint(0x1f600 + i));
  for (const emoji of faces) await ask(ana, 'react', { entry, emoji, on: true });
  const tooMany = { code: 'TOO_LARGE', details: { reason: 'reactionLimit' } };
  await expect(ask(ana, 'react', { entry, emoji: '🎉', on: true })).rejects.toMatchObject(tooMany);
  await expect(ask(bia, 'edit', { entry, content: 'mine' })).rejects.toEqual(refused('NOT_AUTHOR'));
  expect(await ask(ana, 'deleteMessage', { entry })).toMatchObject({ id: entry, kind: 'deleted' });
  expect((await ask(ana, 'history', { room, limit: 10, kinds: 'content' })).rows).toMatchObject([{ kind: 'deleted' }]);
  await ask(ana, 'mute', { room, muted: true });
  expect(ana.state.conversations.find((one) => one.room === room)).toMatchObject({ muted: true });
  await expect(ask(ana, 'hide', { room, hidden: true })).rejects.toEqual(refused('BAD_REQUEST'));
  await ask(ana, 'pin', { room, pinned: true });
  expect(ana.state.conversations.find((one) => one.room === room)).toMatchObject({ pinned: true });
  await ask(ana, 'markAllRead', { undoable: true });
  expect(await ask(ana, 'undoMarkAllRead', {})).toBe(true);
});

describe('without the tracker', () => {
  beforeAll(async () => {
    await services.tracker.close();
    await until(ana, () => ana.state.connection.state !== 'connected');
  });

  const calls: { readonly [V in Verb]?: () => ParamsOf<V> } = {
    disconnect: () => ({}),
    setPresence: () => ({ presence: 'dnd' }),
    setReadReceipts: () => ({ on: false }),
    createRoom: () => ({ name: 'made offline' }),
    leaveRoom: () => ({ room }),
    undoLeaveRoom: () => ({ room }),
    undoMarkAllRead: () => ({}),
    settle: () => ({}),
    pin: () => ({ room, pinned: false }),
    hide: () => ({ room, hidden: false }),
    deleteRoom: () => ({ room: ana.resolveRoom('made offline') }),
    openDirect: () => ({ user: 'bia' }),
    acceptKey: () => ({ identity: asHex(ana.state.account?.identity ?? '') }),
    send: () => ({ room, content: 'offline' }),
    edit: () => ({ entry: last(), content: 'edited offline' }),
    react: () => ({ entry: last(), emoji: '🎉', on: true }),
    deleteMessage: () => ({ entry: last() }),
    history: () => ({ room, limit: 5, kinds: 'all' }),
    newSince: () => ({ room }),
    showAside: () => ({ room }),
    markRead: () => ({ room }),
    markAllRead: () => ({}),
    mute: () => ({ room, muted: false }),
    typing: () => ({ room }),
    connect: () => ({}),
    signOut: () => ({}),
  };
  let sent: EntryId;
  const last = (): EntryId => sent;

  test('every verb that says so works', async () => {
    const offline = Object.entries(verbs).flatMap(([name, verb]) => (verb.offline ? [name] : []));
    expect(Object.keys(calls).toSorted()).toEqual(offline.toSorted());
    for (const [name, params] of Object.entries(calls)) {
      // what is refused here is refused online too
      const allowed = name === 'leaveRoom' ? [refused('OWNER_CANNOT_LEAVE')] : [];
      const answer: unknown = await ana[name as Verb](params() as never).catch((error: unknown) => error);
      if (answer instanceof AppError) expect(allowed, `${name} ${answer.code}`).toContainEqual(answer);
      if (name === 'send') sent = asHex((answer as { id: string }).id);
    }
  });

  test('the suite has used every verb, and none was refused with an error that its table does not name', () => {
    expect([...used].toSorted()).toEqual(Object.keys(verbs).toSorted());
    expect(wrong).toEqual([]);
  });
});
