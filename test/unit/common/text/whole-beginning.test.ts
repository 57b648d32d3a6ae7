import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersOf, wholeBeginning } from '../../../../common/text/index.ts';

const family = '👨‍👩‍👧';

const segmenter = new Intl.Segmenter('en');
const asTheMachine = (text: string): readonly string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
const real = [
  'a| |\n|\r\n|e\u0301|ß|漢|か\u3099|กำ|ກຳ|த|நி|க்|ক্ষ|\u0628\u0651|क्षि|क|త్|ത്|한|©|✂|\u200b|\u202e',
  `${'한'.normalize('NFD')}|😀|${family}|👍🏽|🇧🇷|🏴󠁧󠁢󠁥󠁮󠁧󠁿|☝️|3️⃣`,
].flatMap((some) => some.split('|'));
const odd = '\r|\u0301|\u094d|\u093f|\u1100|\u1161|\u11a8|🏽|🇧|\u200d|\u200c|\ud800|\udc00'.split('|');
const written = fc.array(fc.constantFrom(...real)).map((units) => units.join(''));
const garbled = fc.array(fc.constantFrom(...real, ...odd)).map((units) => units.join(''));
const endsOf = (characters: readonly string[]): readonly number[] => {
  let end = 0;
  return characters.map((one) => (end += one.length));
};

describe('a beginning', () => {
  // [text, units, what is left]
  it.each([
    ['a\n b', 3, 'a\n '],
    ['short', 5, 'short'],
    ['', 0, ''],
    ['a😀', 2, 'a'],
    [`a${family}b`, 8, 'a'],
    [`a${family}b`, 9, `a${family}`],
    ['🇧🇷🇵🇹', 7, '🇧🇷'],
    ['cafe\u0301s', 4, 'caf'],
    ['👍🏽👍🏽', 6, '👍🏽'],
    ['한국어'.normalize('NFD'), 5, '한'.normalize('NFD')],
    ['a\r\nb', 2, 'a'],
  ])('%j of %i', (text, most, left) => {
    expect(wholeBeginning(text, most)).toBe(left);
  });

  it('of one endless character is what fits, and never half of a pair', () => {
    expect(wholeBeginning(`a${'\u0301'.repeat(1_000_000)}`, 10)).toHaveLength(10);
    expect(wholeBeginning(`😀${'😀\u200d'.repeat(1000)}`, 9)).toSatisfy((text: string) => text.isWellFormed());
    expect(wholeBeginning('😀', 1)).toBe('');
  });

  it('is as many whole characters as fit, whatever they are', () => {
    fc.assert(
      fc.property(garbled, fc.nat(120), (text, most) => {
        const fits = endsOf(charactersOf(text)).findLast((end) => end <= most);
        const beginning = wholeBeginning(text, most);
        expect(text.startsWith(beginning)).toBe(true);
        if (fits === undefined) expect(beginning.length).toBeLessThanOrEqual(most);
        else expect(beginning).toBe(text.slice(0, fits));
      }),
    );
  });
});

it('characters are those of the machine; what nobody writes is never cut where it does not', () => {
  fc.assert(
    fc.property(written, (text) => {
      expect(charactersOf(text)).toEqual(asTheMachine(text));
    }),
  );
  fc.assert(
    fc.property(garbled, (text) => {
      const ends = new Set(endsOf(asTheMachine(text)));
      expect(endsOf(charactersOf(text)).filter((end) => !ends.has(end))).toEqual([]);
      expect(charactersOf(text).join('')).toBe(text);
    }),
  );
});

it('takes no longer for a hostile text than for another of its length', () => {
  for (const each of ['\u0301', '\u200d', '😀\u200d', '🇧', '\u1100', '\u094d', '\ud800'])
    expect(charactersOf(`a${each.repeat(200_000)}`).length).toBeGreaterThan(0);
});
