import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { enterGeneral } from '../../../../src/vscode/commands/general.ts';
import { nameProblem, newPasswordProblem } from '../../../../src/vscode/model/inputs.ts';
import { GlobalMemento } from '../../../../src/vscode/global-memento.ts';
import { aConversation, aListedRoom, aState, roomKey } from '../../../support/chat-samples.ts';
import { fakeChat } from '../../../support/fake-chat.ts';

test('names and passwords are checked while they are typed', () => {
  expect(nameProblem('ana')).toBeUndefined();
  expect(nameProblem('')).toBeDefined();
  expect(nameProblem('x'.repeat(41))).toContain('40');
  expect(newPasswordProblem('123456789')).toContain('10');
  expect(newPasswordProblem('1234567890')).toBeUndefined();
});

test.each(['ws://chat.example.org', 'https://x', '192.168.1.20', '::1', 'lab:6060', 'chat.example.org:443'])(
  '%s is an address, and said to be one where a name is asked for',
  (text) => {
    expect(nameProblem(text)).toMatch(/looks like an address/);
  },
);

test.each(['ana', 'ana.silva', 'ana-2', 'Ana Silva', 'r2d2', '3.14', 'a:b', 'Équipe', '東京'])(
  '%s is a name',
  (text) => {
    expect(nameProblem(text)).toBeUndefined();
  },
);

test('general: mine first, then the listed one, else a new one', async () => {
  const mine = fakeChat(aState({ conversations: [aConversation(1, { name: 'general' })] }));
  expect(await enterGeneral(mine)).toBe(roomKey(1));
  const listed = fakeChat(aState({ discover: [aListedRoom(2, { name: 'general' })] }));
  expect(await enterGeneral(listed)).toBe(roomKey(2));
  const none = fakeChat(aState({ conversations: [aConversation(3, { name: 'general', readOnly: 'left' })] }));
  none.set({ conversations: [] });
  const made = await enterGeneral(none);
  expect(none.state.conversations).toMatchObject([{ room: made, name: 'general', mine: true }]);
});

test('general is found however it is written', async () => {
  const other = aConversation(1, { kind: 'direct', name: 'general' });
  const mine = fakeChat(aState({ conversations: [other, aConversation(2, { name: 'General' })] }));
  expect(await enterGeneral(mine)).toBe(roomKey(2));
  const listed = fakeChat(aState({ discover: [aListedRoom(3, { name: 'GENERAL' })] }));
  expect(await enterGeneral(listed)).toBe(roomKey(3));
});

test('general: somebody else was quicker, so it is joined', async () => {
  const chat = fakeChat(aState());
  chat.createRoom = async () => {
    chat.set({ discover: [aListedRoom(4, { name: 'general' })] });
    throw new AppError('ROOM_EXISTS', 'there is one');
  };
  expect(await enterGeneral(chat)).toBe(roomKey(4));
});

test('the five last trackers are remembered, the newest first', async () => {
  const values = new Map<string, unknown>();
  const memento = new GlobalMemento({
    get: (key) => values.get(key),
    update: async (key, value) => void values.set(key, value),
  });
  for (const n of [1, 2, 3, 4, 5, 6, 2]) await memento.addTracker(`ws://10.0.0.${n}:6060`);
  expect(memento.trackers.map((url) => url.slice(12, 13)).join('')).toBe('26543');
  expect(memento.localTracker).toBe(false);
  await memento.setLocalTracker(true);
  expect(memento.localTracker).toBe(true);
});
