import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surround, wrap, wrapBlock, wrapCode, type Change, type Selection } from '../../../../webview/compose/wrap.ts';

/** `a [b] c` is "a b c" with b selected. */
const selected = (text: string): Selection => {
  const [before = '', inner = '', after = ''] = text.split(/[[\]]/);
  return { text: before + inner + after, start: before.length, end: before.length + inner.length };
};
const shown = ({ text }: Selection, { start, end, insert, select: [from, to] }: Change): string => {
  const next = text.slice(0, start) + insert + text.slice(end);
  return `${next.slice(0, from)}[${next.slice(from, to)}]${next.slice(to)}`;
};
const after = (text: string, change: (selection: Selection) => Change): string =>
  shown(selected(text), change(selected(text)));

/** What becomes of a text when this is typed over its selection. */
const around = (text: string, typed: string): string | undefined => {
  const change = surround(selected(text), typed);
  return change && shown(selected(text), change);
};

describe('marks', () => {
  it.each([
    ['a [word] b', 'a **[word]** b'],
    ['a **[word]** b', 'a [word] b'],
    ['a [**word**] b', 'a [word] b'],
    ['a [ word ] b', 'a  **[word]**  b'],
    ['a []', 'a **[]**'],
    ['a **[]**', 'a []'],
  ])('%j becomes %j', (before, next) => {
    expect(after(before, (selection) => wrap(selection, '**'))).toBe(next);
  });

  it.each([
    ['call [foo]()', 'call `[foo]`()'],
    ['call `[foo]`()', 'call [foo]()'],
    ['[a`b]', '``[a`b]``'],
    ['[`a`]', '[a]'],
    ['[one\ntwo]', '```\n[one\ntwo]\n```'],
  ])('code: %j becomes %j', (before, next) => {
    expect(after(before, wrapCode)).toBe(next);
  });

  it.each([
    ['see [x = 1] ok', 'see \n```ts\n[x = 1]\n```\n ok'],
    ['[]', '```ts\n[]\n```'],
    ['a\n[b\n]c', 'a\n```ts\n[b]\n```\nc'],
    ['[```\nx\n```]', '[x]'],
    ['[a ``` b]', '````ts\n[a ``` b]\n````'],
  ])('block: %j becomes %j', (before, next) => {
    expect(after(before, (selection) => wrapBlock(selection, 'ts'))).toBe(next);
  });

  it('come and go: twice is as before', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,2}$/);
    fc.assert(
      fc.property(word, word, word, fc.constantFrom('**', '_', '`'), (before, inner, behind, mark) => {
        const selection = selected(`${before} [${inner}] ${behind}`);
        const first = wrap(selection, mark);
        const text = selection.text.slice(0, first.start) + first.insert + selection.text.slice(first.end);
        const again = { text, start: first.select[0], end: first.select[1] };
        expect(shown(again, wrap(again, mark))).toBe(`${before} [${inner}] ${behind}`);
      }),
    );
  });

  it('go around what is selected when they are typed, and only then', () => {
    expect([around('a [b] c', '`'), around('a [b] c', '"'), around('[b]', '(')]).toEqual([
      'a `[b]` c',
      'a "[b]" c',
      '([b])',
    ]);
    for (const typed of ['a', ' ', '1', 'constructor', '``', ''])
      expect(around('a [b] c', typed), typed).toBeUndefined();
    expect(around('a []', '`')).toBeUndefined();
  });
});
