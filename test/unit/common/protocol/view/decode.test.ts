import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as decode from '../../../../../common/protocol/view/decode.ts';
import { viewLimits } from '../../../../../common/protocol/view/index.ts';

const room = 'a'.repeat(64);

test('what a page says is taken when it is right', () => {
  expect(decode.sendParams.parse({ room, content: 'hi' })).toEqual({ room, content: 'hi' });
  expect(decode.openParams.parse({ room: '' })).toEqual({ room: '' });
  expect(decode.commandParams.parse({ command: 'leaveRoom', room })).toEqual({ command: 'leaveRoom', room });
  expect(decode.savedState.parse({ room, scroll: 3 })).toMatchObject({ room });
});

test.each([
  ['a longer text than allowed', decode.sendParams, { room, content: 'x'.repeat(viewLimits.content + 1) }],
  ['an empty text', decode.sendParams, { room, content: '' }],
  ['a field too many', decode.sendParams, { room, content: 'hi', to: 'x' }],
  ['a name for an id', decode.seenParams, { room: 'general' }],
  ['a command that is not for pages', decode.commandParams, { command: 'signOut' }],
  ['a room that is undefined', decode.commandParams, { command: 'setup', room: undefined }],
  ['a state of something else', decode.savedState, undefined],
])('%s is refused', (_, schema, value) => {
  expect(schema.safeParse(value).success).toBe(false);
});

test('anything at all is refused without an exception', () => {
  const schemas = [
    decode.sendParams,
    decode.historyParams,
    decode.seenParams,
    decode.draftParams,
    decode.commandParams,
    decode.focusParams,
  ];
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...schemas), (value, schema) => {
      expect(schema.safeParse(value).success).toBe(false);
    }),
    { numRuns: 300 },
  );
});
