import { beforeEach, expect, test } from 'vitest';
import { AppError, silentLogger } from '../../../../common/base/index.ts';
import type { RoomKey } from '../../../../common/model/index.ts';
import { ChatServiceHolder } from '../../../../src/vscode/chat-service-holder.ts';
import { Mutes } from '../../../../src/vscode/notifications/mutes.ts';
import { aConversation, aState, anAccount, me, roomKey } from '../../../support/chat-samples.ts';
import { fakeChat, type FakeChat } from '../../../support/fake-chat.ts';
import { memory } from '../../../support/memory.ts';

let chat: FakeChat;
let holder: ChatServiceHolder;
beforeEach(() => {
  chat = fakeChat(aState({ account: anAccount, conversations: [1, 2].map((n) => aConversation(n)) }));
  holder = new ChatServiceHolder(
    () => Promise.resolve(chat),
    () => {},
  );
});

const setting = async (store = memory()) => {
  const mutes = new Mutes(holder, store, silentLogger);
  const told: RoomKey[] = [];
  mutes.onDidChange((room) => told.push(room));
  await holder.open();
  return { mutes, told };
};
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a room is muted until it is heard again, and each change is told once', async () => {
  const { mutes, told } = await setting();
  await chat.mute({ room: roomKey(1), muted: true });
  expect([mutes.has(roomKey(1)), mutes.has(roomKey(2))]).toEqual([true, false]);
  chat.set({});
  await chat.mute({ room: roomKey(1), muted: false });
  expect(mutes.has(roomKey(1))).toBe(false);
  expect(told).toEqual([roomKey(1), roomKey(1)]);
});

test('what another device has muted is muted here', async () => {
  const { mutes, told } = await setting();
  chat.set({ conversations: [aConversation(1), aConversation(2, { muted: true })] });
  expect([mutes.has(roomKey(2)), told]).toEqual([true, [roomKey(2)]]);
});

test('nobody signed in: nothing is muted', () => {
  const mutes = new Mutes(holder, memory(), silentLogger);
  expect(mutes.has(roomKey(1))).toBe(false);
});

test('a disk that is full mutes nothing and is no exception', async () => {
  chat.fails = new AppError('DISK_FULL', 'full');
  const { mutes } = await setting(memory(new Map([['mutes', { [me]: [roomKey(1)] }]])));
  await settle();
  expect(mutes.has(roomKey(1))).toBe(false);
});

test('what the first versions kept for this installation is carried over once', async () => {
  const store = memory(new Map([['mutes', { [me]: [roomKey(2)], other: [roomKey(1)] }]]));
  const { mutes } = await setting(store);
  await settle();
  expect([mutes.has(roomKey(1)), mutes.has(roomKey(2))]).toEqual([false, true]);
  await chat.mute({ room: roomKey(2), muted: false });
  chat.set({});
  await settle();
  expect(mutes.has(roomKey(2))).toBe(false);
  expect(store.get('mutes')).toEqual({ other: [roomKey(1)] });
});

test('garbage of the first versions counts as nothing', async () => {
  for (const garbage of [7, 'x', [1], { [me]: 'x' }, { [me]: [1, {}] }]) {
    const { mutes } = await setting(memory(new Map([['mutes', garbage]])));
    await settle();
    expect(mutes.has(roomKey(1))).toBe(false);
  }
});
