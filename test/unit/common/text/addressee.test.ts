import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseStatus, splitAddressee } from '../../../../common/text/index.ts';

const people = ['bia', 'Bruno', 'Bruno Sato', 'João', 'Ana-Maria', '小明'];

it.each([
  ['bia hello there', 'bia', 'hello there'],
  ['@bia hello', 'bia', 'hello'],
  ['BIA: hello', 'bia', 'hello'],
  ['bia, hello', 'bia', 'hello'],
  ['bia', 'bia', ''],
  ['Bruno hello', 'Bruno', 'hello'],
  ['Bruno Sato hello', 'Bruno Sato', 'hello'],
  ['bruno sato', 'Bruno Sato', ''],
  ['Bruno Satos hello', 'Bruno', 'Satos hello'],
  ['"Bruno Sato" hello', 'Bruno Sato', 'hello'],
  ['“bruno sato”: hello', 'Bruno Sato', 'hello'],
  ['"zoe", hello', 'zoe', 'hello'],
  ['小明，你好', '小明', '你好'],
  ['＠小明：你好', '小明', '你好'],
  ['bia\u200b hello', 'bia', 'hello'],
  ['bia\u00a0hello', 'bia', 'hello'],
  ['joao oi', 'João', 'oi'],
  ['Ana-Maria oi', 'Ana-Maria', 'oi'],
  ['小明 你好', '小明', '你好'],
  ['zoe hi', 'zoe', 'hi'],
  ['bia first\n  second', 'bia', 'first\n  second'],
])('%j is for %j: %j', (argument, name, text) => {
  expect(splitAddressee(argument, people)).toEqual({ name, text });
});

it('does not guess between two who are alike', () => {
  expect(splitAddressee('joao oi', ['João', 'Joâo'])).toEqual({ name: 'joao', text: 'oi' });
});

it('finds everybody who is known, whatever is said to them', () => {
  const name = fc.stringMatching(/^[a-zà-öø-ü]{1,8}( [a-zà-öø-ü]{1,8}){0,3}$/u);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), fc.string(), (names, said) => {
      const [wanted = ''] = names.toSorted((a, b) => b.length - a.length);
      const { name: found, text } = splitAddressee(`${wanted} !${said}`, names);
      expect([found, text]).toEqual([wanted, `!${said}`.trimEnd()]);
    }),
  );
});

it.each([
  ['away', 'away'],
  ['AWAY', 'away'],
  ['Não  perturbe', 'dnd'],
  ['nao perturbe', 'dnd'],
  ['do not disturb', 'dnd'],
  ['invisível', 'invisible'],
  ['somewhere', undefined],
  ['', undefined],
])('status %j is %j', (text, status) => {
  expect(parseStatus(text)).toBe(status);
});
