import { expect, test } from 'vitest';
import type { UiState } from '../../../../src/vscode/ui-state.ts';
import { linkPlan, stepTitle } from '../../../../src/vscode/model/link-plan.ts';
import { aConversation, aListedRoom, aState, nobody, roomKey } from '../../../support/chat-samples.ts';

const room = roomKey(1);
const uiState = (chat: UiState['chat'], more: Partial<UiState> = {}): UiState => ({
  configured: true,
  registered: chat?.account !== undefined,
  service: 'open',
  localTracker: false,
  silenced: false,
  ...(chat && { chat }),
  ...more,
});
const plan = (given: UiState) => linkPlan({ room }, given);
const mine = (extra: Parameters<typeof aConversation>[1] = {}) =>
  uiState(aState({ conversations: [aConversation(1, { name: 'general', ...extra })] }));

test('my room: its name, my name and the tracker are said before it is opened', () => {
  expect(plan(mine())).toEqual({
    sentence: 'Open #general?',
    detail: 'A link asked for this. You’re signed in as ana on 127.0.0.1:6060.',
    steps: ['open'],
  });
  expect(plan(mine({ kind: 'direct', name: 'bia' }))?.sentence).toBe('Open the conversation with bia?');
});

test('a room that I left, or that was deleted, is opened for reading', () => {
  expect(plan(mine({ readOnly: 'left' }))).toMatchObject({
    detail: expect.stringContaining('You left this room.'),
    steps: ['open'],
  });
  expect(plan(mine({ readOnly: 'closed' }))?.detail).toContain('This room was deleted.');
});

test('a room that I left and that is still there can be joined again', () => {
  const chat = aState({ conversations: [aConversation(1, { readOnly: 'left' })], discover: [aListedRoom(1)] });
  expect(plan(uiState(chat))?.steps).toEqual(['open', 'join']);
});

test('a room that I am not in is not opened but offered', () => {
  expect(plan(uiState(aState({ discover: [aListedRoom(1)] })))).toEqual({
    sentence: 'Join #room 1?',
    detail: expect.stringMatching(/You’re signed in as ana.*\n.*you’ll get the room’s full history\.$/),
    steps: ['join'],
  });
});

test('a conversation that nobody here knows of', () => {
  expect(plan(uiState(aState({ conversations: [aConversation(2)] })))).toMatchObject({
    sentence: expect.stringContaining('to a conversation ana isn’t in'),
    steps: ['connect'],
  });
  const away = { state: 'waiting', tracker: 'Lab', address: 'lab:6060', loopback: false, insecure: true } as const;
  expect(plan(uiState(aState({ connection: away })))).toMatchObject({
    sentence: expect.stringContaining('tracker can’t be reached right now'),
    steps: ['connect', 'showLog'],
  });
});

test('without an account there is only the way to one', () => {
  expect(plan(uiState(undefined, { configured: false, service: 'closed' }))?.steps).toEqual(['setup']);
  expect(plan(uiState(nobody))?.steps).toEqual(['signIn', 'register']);
});

test('where P2P Chat does not run it is not started unasked', () => {
  expect(plan(uiState(undefined, { service: 'closed' }))?.steps).toEqual(['start']);
  expect(plan(uiState(undefined, { service: 'otherWindow' }))).toMatchObject({
    sentence: expect.stringContaining('another window'),
    steps: ['connect'],
  });
  expect(plan(uiState(undefined, { service: 'failed', failure: 'DISK_FULL' }))).toMatchObject({
    sentence: expect.stringContaining('disk is full'),
    steps: ['connect', 'showLog'],
  });
});

test('what is not known yet is waited for', () => {
  expect(plan(uiState(undefined, { service: 'starting' }))).toBeUndefined();
  expect(plan(uiState(undefined, { service: 'opening' }))).toBeUndefined();
});

test('every step has a title of its own', () => {
  const steps = ['open', 'join', 'start', 'setup', 'connect', 'signIn', 'register', 'showLog'] as const;
  expect(new Set(steps.map(stepTitle)).size).toBe(steps.length);
});
