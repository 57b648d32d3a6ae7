import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkName, findMentions, foldName } from '../../common/text/index.ts';
import { cases } from '../support/fixed-seed.ts';
import { processorTime } from '../support/processor-time.ts';

/** Names as they may be, drawn from few characters so that they begin alike. */
const name = fc
  .array(fc.constantFrom(...Array.from('aAbBéÉ- @.`_😀東ς')), { minLength: 1, maxLength: 8 })
  .map((characters) => characters.join(''))
  .filter((text) => checkName(text) !== undefined);
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 12, selector: foldName });
const piece = fc.oneof(
  name,
  fc.constantFrom('@', '\\', '`', '```', '~~~', '\n', '\n\n', ' ', '> ', '://', 'x', '\ud800'),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('what is found is an @ with a name as it was given, in order, never over another', () => {
  fc.assert(
    fc.property(text, names, (content, known) => {
      let free = 0;
      for (const { start, end, username } of findMentions(content, known)) {
        expect(start).toBeGreaterThanOrEqual(free);
        expect(content[start]).toBe('@');
        expect(known).toContain(username);
        expect(foldName(content.slice(start + 1, end))).toBe(foldName(username));
        free = end;
      }
    }),
    cases(2000),
  );
});

test('whoever may have a name can be called by it, in a sentence and at its end', () => {
  const any = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((drawn) => checkName(drawn) !== undefined);
  fc.assert(
    fc.property(fc.oneof(name, any), (username) => {
      fc.pre(!/[`\\]|:\/\//.test(username));
      const length = username.length + 1;
      expect(findMentions(`(@${username}, @${username}`, [username])).toEqual([
        { start: 1, end: 1 + length, username },
        { start: 3 + length, end: 3 + 2 * length, username },
      ]);
    }),
    cases(2000),
  );
});

test('a mention between two others does not depend on them', () => {
  const line = fc.constantFrom('', 'plain', 'some `code`', '~~~\ncode\n~~~', '@nobody');
  fc.assert(
    fc.property(line, line, names, (one, two, known) => {
      const username = known[0] as string;
      fc.pre(!/[`\\]|:\/\//.test(username));
      const place = `${one}\n\n`.length;
      expect(findMentions(`${one}\n\n@${username}\n\n${two}`, [username])).toContainEqual({
        start: place,
        end: place + 1 + username.length,
        username,
      });
    }),
    cases(500),
  );
});

/** Far below a second when linear; what is quadratic takes minutes. */
test.each([
  ['at signs', '@', ['@'.repeat(39) + 'x']],
  ['emoji', '@😀', ['@😀'.repeat(19) + 'x']],
  ['almost a name', '@aaaaaaaaaa', ['a'.repeat(40)]],
  ['backticks', '`', ['a']],
  ['runs of backticks of any length', '` `` ``` ```` @a ', ['a']],
  ['backslashes', '\\', ['a']],
  ['backslashes before', '\\\\\\@a', ['a']],
  ['spaces', ' ', ['a']],
  ['quotes', '> ', ['a']],
  ['list markers', '- 1. ', ['a']],
  ['tildes', '~', ['a']],
  ['blank lines', '\n', ['a']],
  ['fences', '```\n', ['a']],
  ['backticks in lines', '`\n\n', ['a']],
  ['addresses', '://', ['a']],
  ['accents', 'e\u0301', ['a']],
])('200 KB of %s takes no longer than its length', (_, unit, known) => {
  const hostile = `@a${unit.repeat(Math.ceil(200_000 / unit.length))}@a\``;
  expect(processorTime(() => findMentions(hostile, known))).toBeLessThan(2000);
});
