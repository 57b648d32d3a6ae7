import { expect, it } from 'vitest';
import { isLongPassword, normalPassword } from '../../../../common/text/index.ts';
import { newPasswordProblem } from '../../../../src/vscode/model/inputs.ts';

it.each([
  ['1234567890', true],
  ['123456789', false],
  ['pässwörd12', true],
  ['😀'.repeat(10), true],
  ['😀'.repeat(9), false],
  ['😀'.repeat(5), false],
  ['a\u0308'.repeat(9), false],
  ['a\u0308'.repeat(10), true],
  ['', false],
])('a password is counted as people count, and by the prompt too: %j', (password, long) => {
  expect([isLongPassword(password), newPasswordProblem(password) === undefined]).toEqual([long, long]);
});

it('a password is the same however its accents were typed, and changed in nothing else', () => {
  expect(normalPassword('a\u0308 ')).toBe('ä ');
  for (const kept of ['ﬁ Ａ ', ' x\n', '\u00a0']) expect(normalPassword(kept)).toBe(kept);
});
