import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  findMentions,
  isUnseen,
  plainOf,
  readMarkdown,
  namesOf,
  type Block,
  type Inline,
} from '../../common/text/index.ts';
import { toHtml } from '../../webview/markup/markdown-html.ts';
import { cases } from '../support/fixed-seed.ts';
import { pasted } from '../support/pasted.ts';
import { processorTime } from '../support/processor-time.ts';

/** Marks that may go from a text, each for itself, and what was made of them. */
interface Drawn {
  text: string;
  /** How many of each mark have gone, at most. */
  readonly gone: Map<string, number>;
}

/** A rule, as it is drawn. */
const line = '\u2500';

const gone = (drawn: Drawn, marks: string, times = 1): void => {
  for (const mark of marks) drawn.gone.set(mark, (drawn.gone.get(mark) ?? 0) + times);
};

const words = (children: readonly Inline[], drawn: Drawn): void => {
  for (const child of children) {
    if (child.kind === 'text' || child.kind === 'call') drawn.text += child.text;
    else if (child.kind === 'code') {
      expect(child.text.trim()).not.toBe('');
      drawn.text += child.text;
      gone(drawn, '`', Infinity);
    } else if (child.kind === 'link') {
      // what an address says is told beside its words, and on the way there
      const before = drawn.text.length;
      words(child.children, drawn);
      expect(drawn.text.slice(before).trim()).not.toBe('');
      drawn.text = drawn.text.slice(0, before) + child.written;
    } else if ('children' in child) {
      const before = drawn.text.length;
      words(child.children, drawn);
      expect(drawn.text.slice(before).trim(), child.kind).not.toBe('');
      const length = child.kind === 'emphasis' ? 1 : 2;
      for (const mark of child.kind === 'deleted' ? '~' : '*_') gone(drawn, mark, 2 * length);
    }
  }
};

/** Signs of blocks, one a line; what stands in the gutter of a list is drawn by its number or sign. */
const draw = (blocks: readonly Block[], drawn: Drawn): void => {
  for (const block of blocks) {
    const before = drawn.text.length;
    if (block.kind === 'paragraph' || block.kind === 'heading') words(block.children, drawn);
    if (block.kind === 'heading') gone(drawn, '######');
    if (block.kind === 'rule') {
      drawn.text += line;
      gone(drawn, '-*_', Infinity);
    }
    if (block.kind === 'fence') {
      drawn.text += `${block.language} ${block.title}${block.text}`;
      gone(drawn, '`~>', Infinity);
    }
    if (block.kind === 'quote') {
      gone(drawn, '>', Infinity);
      draw(block.blocks, drawn);
    }
    if (block.kind === 'list') {
      gone(drawn, `${block.mark}[]xX0123456789`, Infinity);
      for (const item of block.items) draw(item.blocks, drawn);
    }
    if (block.kind === 'table') {
      gone(drawn, '|-:', Infinity);
      for (const cell of block.rows.flat()) words(cell, drawn);
    }
    expect(drawn.text.slice(before).trim(), `a blank ${block.kind}`).not.toBe('');
  }
};

/** What of a text is not drawn although nothing was made of it. */
const lost = (source: string): readonly string[] => {
  const drawn: Drawn = { text: '', gone: new Map() };
  draw(readMarkdown(source, namesOf(['ana', 'bia'])).blocks, drawn);
  const left = Array.from(drawn.text.replaceAll(line, '').replaceAll(/\s/g, ''));
  const missing: string[] = [];
  let at = 0;
  for (const character of source.replaceAll(/\s/g, '')) {
    if (left[at] === character) at++;
    else missing.push(character);
  }
  expect(left.slice(at), 'drawn, but never written').toEqual([]);
  // a backslash goes with the mark that it kept
  const kept = missing.filter((character) => character === '\\').length;
  expect(kept).toBeLessThanOrEqual(source.split(/\\(?=[!-/:-@[-`{-~\uff20])/).length - 1);
  return missing.filter((character) => {
    const most = drawn.gone.get(character) ?? 0;
    drawn.gone.set(character, most - 1);
    return character !== '\\' && most <= 0;
  });
};

const marks =
  '* ** _ __ ~ ~~ ` `` ``` ~~~ [ ] ( ) ![ < > # ## - + 1. 2) | |-| --- \\ @ @ana &amp; https:// www. .com / . , : " \' = { } $ !';
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...marks.split(' ')) },
  { weight: 2, arbitrary: fc.constantFrom('a', 'ana', 'x1', 'é', '東', 'の', '，', '😀', '\u200b', '\u0301') },
  { weight: 2, arbitrary: fc.constantFrom(' ', ' ', '\n', '\n\n', '\t', '    ', '\r\n') },
);
const texts = fc.array(piece, { minLength: 1, maxLength: 30 }).map((pieces) => pieces.join(''));

test('every character of a text is drawn, but marks of which something was made; nothing is drawn blank', () => {
  fc.assert(
    fc.property(texts, (source) => {
      fc.pre(source.trim() !== '');
      expect(lost(source)).toEqual([]);
    }),
    cases(8000),
  );
});

test.each(pasted)('what developers paste stays as it is: %j', (source) => {
  const { blocks } = readMarkdown(source);
  const lines: string[] = [];
  for (const block of blocks) {
    expect(block.kind).toBe('paragraph');
    if (block.kind !== 'paragraph') continue;
    for (const child of block.children) {
      expect(child.kind).toMatch(/^(?:text|break|link)$/);
      lines.push(
        child.kind === 'break' ? '\n' : 'text' in child ? child.text : 'written' in child ? child.written : '',
      );
    }
    lines.push('\n');
  }
  expect(lines.join('').trim()).toBe(source.replaceAll('\n\n', '\n').trim());
});

/** What the page draws of a text, without space, hidden characters, places of links and what parts the cells of tables. */
const seen = (html: string): string =>
  unspaced(
    html
      .replaceAll(/ <span class="place">.*?<\/span>/g, '')
      .replaceAll('<hr>', '---')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  );
const unspaced = (text: string): string => text.replaceAll(/[\s\u200b|]|U\+200B/g, '');

test('in a list, a quote or a notification a message says what it says where it is drawn', () => {
  fc.assert(
    fc.property(texts, (source) => {
      const html = toHtml(source, { mentions: [], me: undefined });
      // the browser writes the numbers of lists
      fc.pre(!isUnseen(source) && !html.includes('<ol'));
      expect(unspaced(plainOf(source))).toBe(seen(html));
    }),
    cases(4000),
  );
});

test('who is drawn as called is called, and the reverse', () => {
  const names = ['ana', 'Ana Maria', '東', 'a_b', 'x', 'node', '*b*'];
  const mentions = names.map((username) => ({ identity: username, username }));
  const calling = fc.oneof(piece, fc.constantFrom(...names.map((name) => `@${name}`), '@'));
  fc.assert(
    fc.property(fc.array(calling, { maxLength: 25 }), (pieces) => {
      const source = pieces.join('');
      const drawn = [...toHtml(source, { mentions, me: undefined }).matchAll(/<span class="at">(.*?)<\/span>/g)];
      const called = findMentions(source, names).map(({ start, end }) => source.slice(start, end));
      expect(drawn.map(([, name]) => name)).toEqual(called);
    }),
    cases(5000),
  );
});

test.each(marks.split(' '))('32 KB of %s are read in no time', (unit) => {
  const hostile = [unit, `${unit} `, `${unit}a `, `a${unit}`, `${unit}\n`].map((each) =>
    each.repeat(Math.ceil(32_000 / each.length)),
  );
  expect(processorTime(() => hostile.map((each) => readMarkdown(each)))).toBeLessThan(2000);
});
