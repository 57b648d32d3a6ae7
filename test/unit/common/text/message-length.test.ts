import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attempt } from '../../../../common/base/index.ts';
import { encodeBody } from '../../../../common/log/index.ts';
import { limits } from '../../../../common/model/index.ts';
import { charactersLeft, fitsMessage } from '../../../../common/text/index.ts';
import { canSend } from '../../../../webview/compose/limits.ts';
import { demandText } from '../../../../src/chat/core/timeline/writing.ts';
import { cases } from '../../../support/fixed-seed.ts';

const text = fc
  .tuple(fc.constantFrom('a', '東', '😀', '"', '\n', '\u0001', 'é'), fc.integer({ min: 1, max: 17_000 }))
  .map(([character, times]) => character.repeat(times));

it('what the page lets go, the core takes, and it fits into a body', () => {
  fc.assert(
    fc.property(text, (content) => {
      fc.pre(content.trim() !== '');
      expect(canSend(content)).toBe(attempt(() => demandText(content)) === undefined);
      expect(charactersLeft(content) >= 0).toBe(fitsMessage(content));
      const body = encodeBody({ kind: 'MESSAGE', content, replyTo: 'a'.repeat(64) as never });
      if (fitsMessage(content)) expect(body.length).toBeLessThanOrEqual(limits.body);
    }),
    cases(300),
  );
});

it.each([
  ['a', 16_000],
  ['東', 5333],
  ['😀', 4000],
  ['"', 8000],
])('of %s so many fit: %i, and the counter counts them', (character, most) => {
  expect(fitsMessage(character.repeat(most))).toBe(true);
  expect(fitsMessage(character.repeat(most + 1))).toBe(false);
  expect(charactersLeft(character.repeat(most - 10))).toBe(10);
  expect(charactersLeft(character.repeat(most + 3))).toBe(-3);
});

it('says how much fits into nothing', () => expect(charactersLeft('')).toBe(16_000));
