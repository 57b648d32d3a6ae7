import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { enterGeneral } from '../../../../src/vscode/commands/general.ts';
import { nameProblem, newPasswordProblem } from '../../../../src/vscode/model/inputs.ts';
import { parseTrackerAddress } from '../../../../src/vscode/model/tracker-address.ts';
import { Remembered } from '../../../../src/vscode/remembered.ts';
import { aConversation, aListedRoom, aState, roomKey } from '../../../support/chat-samples.ts';
import { fakeChat } from '../../../support/fake-chat.ts';

test.each([
  ['127.0.0.1', 'ws://127.0.0.1:6060'],
  [' localhost:7000 ', 'ws://localhost:7000'],
  ['192.168.1.20', 'ws://192.168.1.20:6060'],
  ['lab:80', 'ws://lab:80'],
  ['ws://10.0.0.1', 'ws://10.0.0.1:6060'],
  ['[::1]:6060', 'ws://[::1]:6060'],
  ['chat.example.org', 'wss://chat.example.org'],
  ['chat.example.org:6060', 'wss://chat.example.org:6060'],
  ['wss://10.0.0.1:6061', 'wss://10.0.0.1:6061'],
])('%s is the tracker %s', (typed, url) => {
  expect(parseTrackerAddress(typed)).toEqual({ ok: true, url });
});

test.each([
  '',
  'http://lab',
  'ws://',
  'ana@lab',
  'lab/path',
  'lab?x=1',
  'ws://chat.example.org',
  'ws://8.8.8.8',
  'a b',
  'lab:99999',
])('%j is not an address', (typed) => {
  expect(parseTrackerAddress(typed)).toMatchObject({ ok: false, message: expect.stringMatching(/\.$/) });
});

test('names and passwords are checked while they are typed', () => {
  expect(nameProblem('ana')).toBeUndefined();
  expect(nameProblem('')).toBeDefined();
  expect(nameProblem('x'.repeat(41))).toBeDefined();
  expect(newPasswordProblem('123456789')).toContain('10');
  expect(newPasswordProblem('1234567890')).toBeUndefined();
});

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
  const remembered = new Remembered({
    get: (key) => values.get(key),
    update: async (key, value) => void values.set(key, value),
  });
  for (const n of [1, 2, 3, 4, 5, 6, 2]) await remembered.addTracker(`ws://10.0.0.${n}:6060`);
  expect(remembered.trackers.map((url) => url.slice(12, 13)).join('')).toBe('26543');
  expect(remembered.localTracker).toBe(false);
  await remembered.setLocalTracker(true);
  expect(remembered.localTracker).toBe(true);
});
