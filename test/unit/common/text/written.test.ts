import { expect, it } from 'vitest';
import { isBlank, trimMessage } from '../../../../common/text/index.ts';

it('blank is what has nothing but white space', () => {
  for (const text of ['', ' ', '\n\t\u00a0\u3000\ufeff']) expect(isBlank(text), text).toBe(true);
  for (const text of ['a', ' . ', '\u200b', '\u2800']) expect(isBlank(text), text).toBe(false);
});

it.each([
  ['\n \n  a\n b\n\n ', '  a\n b'],
  ['  a', '  a'],
  ['a\n\nb', 'a\n\nb'],
  [' \n', ''],
  ['   ', ''],
  ['\ufeff```\nx\n```', '```\nx\n```'],
  ['\ufeff\n a\ufeff', ' a'],
])('the page sends %j as %j', (text, sent) => expect(trimMessage(text)).toBe(sent));
