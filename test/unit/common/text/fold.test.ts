import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMentions, fold, foldName, foldWithPlaces, placesOf, readSlash } from '../../../../common/text/index.ts';

const found = (text: string, query: string): readonly string[] =>
  placesOf(foldWithPlaces(text), fold(query)).map(({ start, end }) => text.slice(start, end));

/** Which of the rules take two texts for the same. */
const same = (a: string, b: string): readonly string[] => [
  ...(foldName(a) === foldName(b) ? ['name'] : []),
  ...(fold(a) === fold(b) ? ['found'] : []),
  ...(findMentions(`@${a}`, [b]).length > 0 ? ['mention'] : []),
];

describe('the foldings', () => {
  it.each([
    ['ANA', 'ana', ['name', 'found', 'mention']],
    ['Joa\u0303o', 'joão', ['name', 'found', 'mention']],
    ['ﬁona', 'fiona', ['name', 'found', 'mention']],
    ['Joao', 'João', ['found']],
    ['ΝΊΚΟΣΑ', 'νίκοςα', ['mention']],
    ['Strasse', 'Straße', []],
  ])('%j and %j are the same for %j', (a, b, rules) => {
    expect(same(a, b)).toEqual(rules);
  });

  it('of commands alone leaves full-width letters what they are', () => {
    for (const text of ['/USUA\u0301RIOS', '/usuarios']) expect(readSlash(text)).toMatchObject({ command: 'users' });
    expect([readSlash('/ｕsers').kind, fold('/ｕsers')]).toEqual(['unknown', '/users']);
  });
});

describe('fold', () => {
  it('finds whatever the case and the accents, on both sides', () => {
    expect(found('Não, nao, NÃO', 'nao')).toEqual(['Não', 'nao', 'NÃO']);
    expect(found('coracao', 'coração')).toEqual(['coracao']);
    expect(found('na\u0303o!', 'não')).toEqual(['na\u0303o']);
    expect(found('ﬁx İstanbul', 'fix')).toEqual(['ﬁx']);
    expect(found('ﬁx İstanbul', 'istanbul')).toEqual(['İstanbul']);
    expect(found('anything', '')).toEqual([]);
  });

  it('keeps every place: what it finds folds to what was sought', () => {
    const letters = fc.constantFrom('a', 'ã', 'A\u0303', 'ß', '😀', 'ﬃ', ' ', 'ç', 'İ', 'n');
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 20 }),
        fc.array(letters, { minLength: 1, maxLength: 3 }),
        (text, query) => {
          const folded = foldWithPlaces(text.join(''));
          expect(folded.text).toBe(fold(text.join('')));
          expect(folded.from).toHaveLength(folded.text.length + 1);
          for (const { start, end } of placesOf(folded, fold(query.join(''))))
            expect(fold(text.join('').slice(start, end))).toContain(fold(query.join('')));
        },
      ),
    );
  });
});
