import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainOf } from '../../../../common/text/index.ts';
import { pasted } from '../../../support/pasted.ts';

it.each([
  ['Does it *hold*?', 'Does it hold?'],
  ['**bold** and __very bold__, _it_ and ~~gone~~', 'bold and very bold, it and gone'],
  ['***both***', 'both'],
  ['the `code` of ``a ` b``', 'the code of a ` b'],
  ['`**as it is**` and **this**', '**as it is** and this'],
  ['```ts\nexport const a = 1;\n```', 'export const a = 1;'],
  ['see\n```\n# not a heading\n* nor a list\n```\nok', 'see\n# not a heading\n* nor a list\nok'],
  ['```ts\nconst a = `\n```js\n```\nok', 'const a = `\n```js\nok'],
  ['~~~ what now?\n~~~ts', 'what now?\n~~~ts'],
  ['*\n~~~~ã', '*\nã'],
  ['# Title\ntext', 'Title\ntext'],
  ['> quoted\n> > twice', 'quoted\ntwice'],
  ['- one\n- [x] two\n1. three', 'one\ntwo\n1. three'],
  ['[the notes](https://example.org/a) here', 'the notes here'],
  ['![graph](https://example.org/a.png)', 'graph'],
  ['<https://example.org>', 'https://example.org'],
  [String.raw`\*not bold\*`, '*not bold*'],
  ['| a | b |\n|---|---|\n| c | d |', 'a | b\nc | d'],
  ['1. one\n1. two\n\n5) five', '1. one\n2. two\n5) five'],
  ['one\r\n- two\r\n- three', 'one\ntwo\nthree'],
  // what developers write
  ['snake_case_name and __init__.py', 'snake_case_name and __init__.py'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['src/**/*.ts', 'src/**/*.ts'],
  ['call handlers[name](event) now', 'call handlers[name](event) now'],
  ['a[i](b)[j]', 'a[i](b)[j]'],
  ['#123 and C# and #general', '#123 and C# and #general'],
  ['-1 or -x', '-1 or -x'],
  ['a > b', 'a > b'],
  // nothing but marks: something stays
  ['>', '>'],
  ['#', '#'],
  ['---', '---'],
  ['```', '```'],
  ['', ''],
])('%j is %j', (content, plain) => {
  expect(plainOf(content)).toBe(plain);
});

const unspaced = (text: string): string => text.replaceAll(/\s/g, '');

it.each(pasted)('what developers paste stays as it is: %j', (source) => {
  expect(unspaced(plainOf(source))).toBe(unspaced(source));
});

const visible = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
/** Without the lines that may begin a block of code: the language there is no text. */
const withoutFences = (text: string): string => text.replaceAll(/^[-*+> \t]*(?:`{3}|~{3}).*$/gm, '');
/** Whether all of `part` stands in `whole`, in its order. */
const isWithin = (part: string, whole: string): boolean => {
  let at = 0;
  for (const one of whole) if (one === part[at]) at++;
  return at === part.length;
};

it('loses no letter and no digit of a text without addresses but a language, and shows nothing blank', () => {
  const marks = fc.constantFrom(
    '*',
    '**',
    '_',
    '__',
    '~~',
    '`',
    '> ',
    '- ',
    '# ',
    '\\',
    ' ',
    '\n',
    '(',
    ')',
    '[',
    ']',
    'ab',
    'ã',
    '1',
    '😀',
    '.',
  );
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const shown = visible(plainOf(text));
      expect(isWithin(visible(withoutFences(text)), shown)).toBe(true);
      expect(isWithin(shown, visible(text))).toBe(true);
      if (text.trim() !== '') expect(plainOf(text).trim()).not.toBe('');
    }),
    { numRuns: 1000 },
  );
});

it('takes little time of a text made of marks', () => {
  const begin = process.cpuUsage();
  for (const mark of ['`', '*', '_', '[', '**a', '`a', '~~', '\\', '>', '<http://']) plainOf(mark.repeat(20_000));
  expect(process.cpuUsage(begin).user).toBeLessThan(2_000_000);
});
