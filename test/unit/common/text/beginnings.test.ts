import { describe, expect, it } from 'vitest';
import { flatQuoteOf, oneLine, quoteOf } from '../../../../common/text/index.ts';

const author = { identity: 'cc', username: 'bia' };
const message = (content?: string) => ({
  id: 'e1',
  kind: 'message',
  author,
  ...(content !== undefined && { content }),
});

describe('the quotes of a message', () => {
  // [content, of a reply, above the composer]
  it.each([
    ['Which?', 'Which?', 'Which?'],
    ['\n \n  First\tline \nsecond', 'First\tline', 'First line second'],
    ['```ts\nlet a;\n```', 'let a;', 'let a;'],
    ['~~~\ncode', 'code', 'code'],
    ['```\n```', '```', '``` ```'],
    ['- ```\n  x', 'x', 'x'],
    // read as a whole: what is code in the message has no marks in a quote of it either
    ['```ts\nconst a = *b* + **c**;\n```', 'const a = *b* + **c**;', 'const a = *b* + **c**;'],
    ['see\n```\n*it*\n```', 'see', 'see *it*'],
    ['**First** line\n\\*second\\*', 'First line', 'First line *second*'],
    ['\\*kept\\*', '*kept*', '*kept*'],
    ['', '', ''],
    [' \n\t', '', ''],
    [`${'😀'.repeat(250)}\n`, '😀'.repeat(100), '😀'.repeat(100)],
    [`x${'😀'.repeat(250)}`, `x${'😀'.repeat(99)}`, `x${'😀'.repeat(99)}`],
    ['👨‍👩‍👧'.repeat(50), '👨‍👩‍👧'.repeat(25), '👨‍👩‍👧'.repeat(25)],
    ['\ud800', '\ud800', '\ufffd'],
  ])('%j', (content, line, flat) => {
    expect(quoteOf(message(content))).toEqual({ id: 'e1', author, content: line });
    expect(flatQuoteOf(message(content))).toEqual({ id: 'e1', author, content: flat });
  });

  it('have no text where it cannot be read, and only a reply says that it was deleted', () => {
    for (const of of [quoteOf, flatQuoteOf]) expect(of(message())).toEqual({ id: 'e1', author });
    expect(quoteOf({ ...message('gone'), kind: 'deleted' })).toEqual({ id: 'e1', author, deleted: true });
  });
});

describe('one line', () => {
  it('is cut at a whole character, without a space before the mark', () => {
    expect(oneLine('abcdef', 6)).toBe('abcdef');
    expect(oneLine('abcdefg', 6)).toBe('abcde…');
    expect(oneLine('abcd efg', 6)).toBe('abcd…');
    expect(oneLine('😀😀😀😀', 3)).toBe('😀😀…');
    expect(oneLine('👨‍👩‍👧🇧🇷éx', 4)).toBe('👨‍👩‍👧🇧🇷éx');
    expect(oneLine('👨‍👩‍👧🇧🇷éxy', 4)).toBe('👨‍👩‍👧🇧🇷é…');
  });

  it('reads no more than a beginning', () => {
    expect(oneLine(`${' '.repeat(2000)}a`, 10)).toBe('');
    expect(oneLine(`${' '.repeat(1999)}a`, 10)).toBe('a');
  });
});
