import { expect, it } from 'vitest';
import { readMarkdown } from '../../../../common/text/index.ts';

/** Where the links of a text lead, in their order. */
const linksIn = (text: string): readonly string[] =>
  [...JSON.stringify(readMarkdown(text)).matchAll(/"kind":"link","address":("(?:[^"\\]|\\.)*")/g)].map(
    ([, address = '""']) => JSON.parse(address) as string,
  );

it.each([
  ['https://example.com/docs（说明），请看', 'https://example.com/docs'],
  ['看https://e.org/a。', 'https://e.org/a'],
  ['https://e.org/x，https://e.org/y', 'https://e.org/x', 'https://e.org/y'],
  ['https://e.org/中文。下一句', 'https://e.org/中文'],
  ['https://e.org/日本語/ページ', 'https://e.org/日本語/ページ'],
  ['http://münchen.de/ä', 'http://münchen.de/ä'],
  ['www.e.org/a）', 'http://www.e.org/a'],
  ['(https://e.org/wiki/A_(b))', 'https://e.org/wiki/A_(b)'],
  ['https://e.org/x)))', 'https://e.org/x'],
  ['https://e.org/?a[]=1&b[]=2', 'https://e.org/?a[]=1&b[]=2'],
  ['https://e.org/#/route/:id', 'https://e.org/#/route/:id'],
  ['“https://e.org/x” «https://e.org/y»', 'https://e.org/x', 'https://e.org/y'],
  ['https://e.org/x… and https://e.org/a,b,c.', 'https://e.org/x', 'https://e.org/a,b,c'],
  ['**https://e.org/x** _https://e.org/a_', 'https://e.org/x', 'https://e.org/a'],
  ['https://e.org/a%20b%2Fc?x=AT%26T', 'https://e.org/a%20b%2Fc?x=AT%26T'],
  ["https://e.org/it's", "https://e.org/it's"],
  ['https://e.org/x`code`', 'https://e.org/x'],
  ['https://e.org/x<br>', 'https://e.org/x'],
  ['https://e.org/x\u200by \ufeffhttps://e.org/z\ufeff', 'https://e.org/x', 'https://e.org/z'],
  ['http://[::1]:80/x', 'http://[::1]:80/x'],
  ['write to a@b.org.', 'mailto:a@b.org'],
  ['a@b'],
  ['ssh git@host.org:x/y'],
  ['git+ssh://git@e.org/x'],
  ['@ana@mastodon.social'],
])('%j', (text, ...addresses) => {
  expect(linksIn(text)).toEqual(addresses);
});
