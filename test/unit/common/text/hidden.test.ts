import { describe, expect, it } from 'vitest';
import { isVisible, oneLine, replaceHidden } from '../../../../common/text/index.ts';

const marked = (text: string): string => replaceHidden(text, () => '*');

describe('what is not seen', () => {
  // [what, character, visible, in a line of the editor, in the page], each between two letters
  it.each([
    ['a direction', '\u202e', false, 'ab', 'a*b'],
    ['zero width', '\u200b', false, 'ab', 'a*b'],
    ['a joiner between letters', '\u200d', false, 'ab', 'a*b'],
    ['a soft hyphen', '\u00ad', false, 'ab', 'a*b'],
    ['a tag', '\u{e0041}', false, 'ab', 'a*b'],
    ['a filler', '\u3164', false, 'ab', 'a*b'],
    ['a control', '\u001b', false, 'a b', 'a*b'],
    ['a separator of lines', '\u2028', false, 'a b', 'a*b'],
    ['a tab', '\t', false, 'a b', 'a\tb'],
    ['a private character', '\ue000', false, 'ab', 'a\ue000b'],
    ['half a character', '\ud800', false, 'ab', 'a\ud800b'],
    ['an unassigned character', '\u0378', false, 'a\u0378b', 'a\u0378b'],
    ['a mark of variation', '\ufe0e', false, 'a\ufe0eb', 'a*b'],
    ['an empty Braille pattern', '\u2800', false, 'a\u2800b', 'a\u2800b'],
    ['an accent', '\u0301', true, 'a\u0301b', 'a\u0301b'],
    ['a no-break space', '\u00a0', true, 'a b', 'a\u00a0b'],
  ])('%s', (_, character, visible, line, page) => {
    const text = `a${character}b`;
    expect([isVisible(text), oneLine(text, 10), marked(text)]).toEqual([visible, line, page]);
  });

  it('may join two pictures to one, though not in a name', () => {
    for (const family of ['👩‍👧', '👩🏽‍💻', '🏳️‍🌈'])
      expect([oneLine(family, 10), marked(family), isVisible(family)]).toEqual([family, family, false]);
    // a modifier alone is picture enough
    expect([oneLine('a🏽\u200d💻', 10), marked('a🏽\u200d💻')]).toEqual(['a🏽\u200d💻', 'a🏽\u200d💻']);
  });

  it.each([
    ['Persian, which keeps letters apart', 'می\u200cخواهم'],
    ['Sinhala, which joins them', 'ශ්\u200dරී'],
    ['Malayalam, with a letter at its end', 'അവന്\u200d'],
    ['Hindi', 'क्\u200dष and क्\u200cष'],
    ['an Arabic abbreviation', '١٤٤٥ ه\u200d.'],
    ['Hebrew with a mark of direction', 'שלום!\u200f (C++\u200e שלום)'],
    ['Arabic with its letter mark', 'سعر \u061c5'],
    ['flags written with tags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
    ['a picture as a letter', '☎\ufe0e ✉\ufe0e'],
    ['keycaps, skins and families', '1\ufe0f\u20e3 👍🏽 👨\u200d👩\u200d👧\u200d👦'],
  ])('is part of how people write: %s', (_, text) => {
    expect(marked(text)).toBe(text);
    expect(oneLine(text, 60)).toBe(text);
  });

  it.each([
    ['a joiner among Latin letters', 'pass\u200cword', 'pass*word'],
    ['more than one joiner', 'م\u200c\u200cم', 'م**م'],
    ['a direction turned round among Arabic', 'م\u202eabc', 'م*abc'],
    ['a mark of direction in a path', 'C:\\\u200etemp', 'C:\\*temp'],
    ['a message in tags behind a flag', '🏴\u{e0068}\u{e0069}', '🏴**'],
    ['a flag that ends early', '🏴\u{e0067}\u{e0062}\u{e007f}', '🏴***'],
  ])('hides where nobody writes it: %s', (_, text, page) => {
    expect(marked(text)).toBe(page);
  });

  it('leaves two of many marks on one letter, in a line of the editor', () => {
    expect(oneLine('a\u0301\u0302\u0303\u0304b\u0301', 10)).toBe('a\u0301\u0302b\u0301');
    expect(marked('a\u0301\u0302\u0303')).toBe('a\u0301\u0302\u0303');
  });

  it('is handed over as it is', () => {
    const seen: string[] = [];
    replaceHidden('a\u202eb\u{e0041}', (character) => (seen.push(character), ''));
    expect(seen).toEqual(['\u202e', '\u{e0041}']);
  });
});
