import fc from 'fast-check';
import { expect, it } from 'vitest';
import { letterOf } from '../../../../webview/keys/letter.ts';

it.each([
  ['QWERTY', 'r', 'KeyR', 'r'],
  ['with Caps Lock or Shift', 'R', 'KeyR', 'r'],
  ['AZERTY, where A is at the place of Q', 'a', 'KeyQ', 'a'],
  ['Dvorak, where R is at the place of O', 'r', 'KeyO', 'r'],
  ['Russian', 'к', 'KeyR', 'r'],
  ['Russian, capital', 'К', 'KeyR', 'r'],
  ['Greek', 'ρ', 'KeyR', 'r'],
  ['Hebrew', 'ר', 'KeyR', 'r'],
  ['Thai', 'พ', 'KeyR', 'r'],
  ['Hindi, where a vowel is a mark', 'ा', 'KeyE', 'e'],
  ['Dvorak, where a full stop is at the place of E', '.', 'KeyE', undefined],
  ['Dvorak, where a semicolon is at the place of Z', ';', 'KeyZ', undefined],
  ['Hebrew, where a slash is at the place of Q', '/', 'KeyQ', undefined],
  ['Arabic, a ligature of two', 'لا', 'KeyB', undefined],
  ['Korean', 'ㄱ', 'KeyR', 'r'],
  ['Turkish', 'ı', 'KeyI', undefined],
  ['French digits', 'é', 'Digit2', undefined],
  ['a digit', '1', 'Digit1', undefined],
  ['a name', 'Enter', 'Enter', undefined],
  ['a dead key', 'Dead', 'KeyE', undefined],
  ['a program that types', 'r', '', 'r'],
])('%s', (_, key, code, letter) => {
  expect(letterOf({ key, code })).toBe(letter);
});

it('is what is typed, wherever on the keyboard, in whatever case', () => {
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'.split(''));
  fc.assert(
    fc.property(letter, letter, fc.boolean(), (typed, place, upper) => {
      const key = upper ? typed.toUpperCase() : typed;
      expect(letterOf({ key, code: `Key${place.toUpperCase()}` })).toBe(typed);
    }),
  );
});
