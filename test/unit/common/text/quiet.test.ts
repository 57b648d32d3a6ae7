import { expect, it } from 'vitest';
import { willBeQuiet } from '../../../../common/text/index.ts';

it.each([
  ['a `|', true],
  ['a ``|', true],
  ['`a`|', false],
  ['`|a`', true],
  ['```\n|', true],
  ['~~~\nx\n~~~\n|', false],
  ['> ```\n> |', true],
  ['- ```\n  |', true],
  [String.raw`\`` + '|', false],
  ['a `\n\n|', false],
  ['|', false],
  ['https://example.org/|', true],
  ['https://example.org/ |', false],
  ['example.org/|', true],
])('what is written at | in %j is, or is about to be, in code or an address: %j', (text, quiet) =>
  expect(willBeQuiet(text.replace('|', 'x'), text.indexOf('|'))).toBe(quiet),
);
