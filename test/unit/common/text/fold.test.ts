import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldWithPlaces, placesOf } from '../../../../common/text/index.ts';

const found = (text: string, query: string): readonly string[] =>
  placesOf(foldWithPlaces(text), fold(query)).map(({ start, end }) => text.slice(start, end));

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
