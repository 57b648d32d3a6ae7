import { describe, expect, test } from 'vitest';
import { checkName, foldName } from '../../../../common/text/index.ts';

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

describe('foldName', () => {
  test.each([
    ['Ana', 'ana'],
    ['ANA', 'ana'],
    ['João', 'joa\u0303o'],
    ['Straße', 'straße'],
    ['K', '\u212a'],
    ['ﬁona', 'FIONA'],
  ])('%j and %j are the same name', (a, b) => expect(foldName(a)).toBe(foldName(b)));

  test('different names stay different', () => expect(foldName('Ana')).not.toBe(foldName('Anna')));
});
