import { expect, it } from 'vitest';
import { isLongPassword, isLongPasswordInUnits, normalPassword } from '../../../../common/text/index.ts';

// [password, long enough, long enough for the prompt]
it.each([
  ['1234567890', true, true],
  ['123456789', false, false],
  ['pässwörd12', true, true],
  ['😀'.repeat(10), true, true],
  ['😀'.repeat(9), false, true],
  ['a\u0308'.repeat(9), false, true],
  ['', false, false],
])('a password is counted as people count, and by the prompt in units: %j', (password, long, units) => {
  expect([isLongPassword(password), isLongPasswordInUnits(password)]).toEqual([long, units]);
});

it('a password is the same however its accents were typed, and changed in nothing else', () => {
  expect(normalPassword('a\u0308 ')).toBe('ä ');
  for (const kept of ['ﬁ Ａ ', ' x\n', '\u00a0']) expect(normalPassword(kept)).toBe(kept);
});
