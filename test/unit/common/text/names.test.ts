import { describe, expect, test } from 'vitest';
import { checkName, foldName, isSameName, normalName } from '../../../../common/text/index.ts';
import { nameProblem } from '../../../../src/vscode/model/inputs.ts';

describe('checkName', () => {
  test.each([
    'Ana',
    'a',
    'João da Silva',
    'Ana-Maria_2.0',
    'general',
    'Ζωή',
    'Анна',
    'עדי',
    'سارة',
    'राम',
    '東京タワー',
    'ひらがな',
    '김치',
    '李小龍',
    '😀',
    '42',
    'x'.repeat(40),
    '😀'.repeat(40),
  ])('accepts %j', (name) => expect(checkName(name)).toBe(name));

  test.each([
    ['nothing', ''],
    ['a space only', ' '],
    ['a space before', ' Ana'],
    ['a space behind', 'Ana '],
    ['two spaces', 'Ana  Maria'],
    ['a no-break space', 'Ana\u00a0Maria'],
    ['an Ogham space', 'Ana\u1680Maria'],
    ['an ideographic space', 'Ana\u3000Maria'],
    ['41 characters', 'x'.repeat(41)],
    ['41 characters outside the BMP', '😀'.repeat(41)],
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['a NUL', 'An\0a'],
    ['a line feed', 'Ana\nMaria'],
    ['an escape', '\u001b[31mAna'],
    ['a right-to-left override', 'Ana\u202efdp.exe'],
    ['a bidi isolate', '\u2066Ana\u2069'],
    ['a left-to-right mark', 'Ana\u200e'],
    ['a zero-width space', 'A\u200bna'],
    ['a zero-width joiner', 'A\u200dna'],
    ['a byte order mark', '\ufeffAna'],
    ['a soft hyphen', 'A\u00adna'],
    ['a Hangul filler', '\u3164'],
    ['a blank Braille pattern', '\u2800'],
    ['a variation selector', 'Ana\ufe0f'],
    ['a tag character', 'Ana\u{e0061}'],
    ['a line separator', 'Ana\u2028Maria'],
    ['a private character', 'Ana\ue000'],
    ['an unassigned character', 'Ana\u0378'],
    ['a lone surrogate', 'Ana\ud800'],
    ['a combining accent at the start', '\u0301Ana'],
    ['a decomposed accent', 'Joa\u0303o'],
    ['a full-width letter', 'Ａna'],
    ['a ligature', 'ﬁona'],
    ['a Cyrillic letter in a Latin name', '\u0410na'],
    ['a Greek letter in a Latin name', 'An\u03b1'],
    ['Latin and Han together', 'Ana李'],
    ['Kana and Hangul together', 'ひ김'],
  ])('refuses %s', (_, name) => expect(checkName(name)).toBeUndefined());
});

describe('a typed name', () => {
  test.each([
    [' Ana\n', 'Ana'],
    ['\u00a0Ana Maria ', 'Ana Maria'],
    ['Joa\u0303o', 'João'],
    ['ﬁona', 'fiona'],
    ['Ａna ', 'Ana'],
    ['𠮷'.repeat(40), '𠮷'.repeat(40)],
    ['𠮷'.repeat(41), undefined],
    ['Ana\u200b', undefined],
    ['   ', undefined],
  ])('%j is the name %j wherever it is typed', (typed, name) => {
    expect(checkName(normalName(typed))).toBe(name);
    expect(nameProblem(typed) === undefined).toBe(name !== undefined);
  });
});

describe('foldName', () => {
  test.each([
    ['Ana', 'ana'],
    ['ANA', 'ana'],
    ['João', 'joa\u0303o'],
    ['Straße', 'straße'],
    ['K', '\u212a'],
    ['ﬁona', 'FIONA'],
  ])('%j and %j are the same name', (a, b) => {
    expect(foldName(a)).toBe(foldName(b));
    expect(isSameName(a, b)).toBe(true);
  });

  test.each(['Anna', 'Aná', 'Ana ', ''])('%j is another name than Ana', (other) => {
    expect(foldName('Ana')).not.toBe(foldName(other));
    expect(isSameName('Ana', other)).toBe(false);
  });

  // trackers keep it, and a password is proved with it
  test.each([
    ['Joa\u0303o', 'jo\u00e3o'],
    ['\u039d\u038a\u039a\u039f\u03a3', '\u03bd\u03af\u03ba\u03bf\u03c2'],
    ['Stra\u00dfe', 'stra\u00dfe'],
    ['\u1e9e', '\u00df'],
    ['\u0130stanbul', 'i\u0307stanbul'],
    ['\uff21\uff4e\uff41', 'ana'],
    ['\u017f', 's'],
    ['\u01c5', 'd\u017e'],
    ['\u1e9b\u0323', '\u1e69'],
    ['\u1100\u1161', '\uac00'],
    ['H\u0331', '\u1e96'],
  ])('of %j is and stays %j', (name, is) => {
    expect(foldName(name)).toBe(is);
    expect(foldName(is)).toBe(is);
  });
});
