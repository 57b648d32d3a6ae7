import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../../../common/base/index.ts';
import { limits } from '../../../../../common/model/index.ts';
import { chatLimits, verbs } from '../../../../../common/protocol/chat/index.ts';
import { decodePageCall, savedState } from '../../../../../common/protocol/view/decode.ts';
import { viewLimits } from '../../../../../common/protocol/view/index.ts';
import { viewVerbs } from '../../../../../common/protocol/view/verbs.ts';

const room = 'a'.repeat(64);
const entry = 'b'.repeat(64);
const ofChat = Object.entries(verbs).filter(([, verb]) => 'page' in verb);

test('what a page says is taken when it is right', () => {
  for (const said of [
    { verb: 'send', params: { room, content: 'hi' } },
    { verb: 'send', params: { room, content: 'x'.repeat(viewLimits.content), replyTo: entry } },
    { verb: 'edit', params: { entry, content: 'hi' } },
    { verb: 'react', params: { entry, emoji: '👍', on: true } },
    { verb: 'typing', params: { room } },
    { verb: 'ready', params: {} },
    { verb: 'open', params: { room: '' } },
    { verb: 'command', params: { command: 'leaveRoom', room } },
    { verb: 'history', params: { room } },
    { verb: 'history', params: { room, place: { around: entry } } },
  ])
    expect(decodePageCall(said)).toEqual(said);
  expect(savedState.parse({ room, scroll: 3 })).toMatchObject({ room });
});

test.each([
  ['a longer text than allowed', 'send', { room, content: 'x'.repeat(viewLimits.content + 1) }],
  ['a longer edit than allowed', 'edit', { entry, content: 'x'.repeat(viewLimits.content + 1) }],
  ['an empty text', 'send', { room, content: '' }],
  ['an empty edit', 'edit', { entry, content: '' }],
  ['a name for a message', 'edit', { entry: 'x', content: 'hi' }],
  ['no parameters', 'edit', undefined],
  ['no emoji', 'react', { entry, emoji: '', on: true }],
  ['a longer emoji than allowed', 'react', { entry, emoji: 'x'.repeat(limits.emoji + 1), on: true }],
  ['a reaction that is neither on nor off', 'react', { entry, emoji: '👍', on: 1 }],
  ['a field too many', 'send', { room, content: 'hi', to: 'x' }],
  ['a name for an id', 'seen', { room: 'general' }],
  ['a command that is not for pages', 'command', { command: 'signOut' }],
  ['a room that is undefined', 'command', { command: 'setup', room: undefined }],
  ['the parameters of the chat', 'history', { room, limit: 500, kinds: 'all' }],
])('%s is refused', (_, verb, params) => {
  expect(() => decodePageCall({ verb, params })).toThrow(`something wrong in ${verb}`);
});

test.each([
  ...Object.keys(verbs).filter((name) => !(name in viewVerbs) && !ofChat.some(([one]) => one === name)),
  'nothing',
  '',
  '__proto__',
  'constructor',
  'toString',
])('a page may not say %j', (verb) => {
  expect(() => decodePageCall({ verb, params: {} })).toThrow('a page may not say');
});

test('the state of something else is refused', () => {
  for (const state of [undefined, null, {}, { room: 'general' }])
    expect(savedState.safeParse(state).success).toBe(false);
});

test('anything at all is refused without another exception', () => {
  const raws = fc.oneof(
    fc.anything(),
    fc.record({
      verb: fc.oneof(fc.string(), fc.constantFrom(...Object.keys(viewVerbs), ...Object.keys(verbs))),
      params: fc.anything().filter((params) => JSON.stringify(params) !== '{}'),
    }),
  );
  fc.assert(
    fc.property(raws, (raw) => {
      expect(() => decodePageCall(raw)).toThrow(AppError);
    }),
    { numRuns: 500 },
  );
});

test('of the chat a page may say little, and each names its conversation or a message', () => {
  expect(ofChat.map(([name]) => name)).toEqual(['send', 'edit', 'react', 'showAside', 'pin', 'typing']);
  for (const [name, { params }] of ofChat)
    expect([name, 'room' in params.shape || 'entry' in params.shape]).toEqual([name, true]);
  for (const [name] of ofChat) expect(name in viewVerbs, name).toBe(false);
});

test('a page gets no more than its caps, whatever the chat takes', () => {
  expect(chatLimits.content).toBeGreaterThanOrEqual(viewLimits.content);
  const longest = { room, content: 'x'.repeat(chatLimits.content) };
  expect(verbs.send.params.safeParse(longest).success).toBe(true);
  expect(() => decodePageCall({ verb: 'send', params: longest })).toThrow('something wrong in send');
});
