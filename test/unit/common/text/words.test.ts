import { describe, expect, it } from 'vitest';
import { fold, rankOfName, wordsOfName } from '../../../../common/text/index.ts';

describe('a name', () => {
  it('has words', () => {
    expect(wordsOfName('Ana-Maria da_Silva.2')).toEqual(['Ana', 'Maria', 'da', 'Silva', '2']);
    expect(wordsOfName(' .- ')).toEqual([]);
  });

  it.each([
    ['Rafa Brito', '', 0],
    ['Rafa Brito', 'RAFA', 0],
    ['Rafa Brito', 'rafa b', 0],
    ['Rafa Brito', 'bri', 1],
    ['x.y_z', 'z', 1],
    ['Fabrício', 'brici', 2],
    ['Rafa Brito', 'a b', -1],
    ['Rafa Brito', 'x', -1],
  ])('%j fits %j: %i', (name, typed, rank) => expect(rankOfName(fold(name), fold(typed))).toBe(rank));
});
