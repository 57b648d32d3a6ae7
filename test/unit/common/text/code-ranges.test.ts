import { expect, it } from 'vitest';
import { willBeInCode } from '../../../../common/text/index.ts';

it.each([
  ['a `|', true],
  ['a ``|', true],
  ['`a`|', false],
  ['`|a`', true],
  ['```\n|', true],
  ['~~~\nx\n~~~\n|', false],
  ['> - ```\n|', true],
  [String.raw`\`` + '|', false],
  ['a `\n\n|', false],
  ['|', false],
])('what is written at | in %j is, or is about to be, in code: %j', (text, inCode) =>
  expect(willBeInCode(text.replace('|', ' '), text.indexOf('|'))).toBe(inCode),
);
