import fc from 'fast-check';
import { Marked } from 'marked';
import { expect, it } from 'vitest';
import { toHtml } from '../../../webview/markup/markdown-html.ts';
import { cases } from '../../support/fixed-seed.ts';

const marked = new Marked({ gfm: true, breaks: true });
const nobody = { mentions: [], me: undefined };

/** Without what only the page adds, and what only white space tells apart. */
const same = (html: string): string =>
  html
    .replaceAll(
      /<a (?:data-url|href)="([^"]*)">/g,
      (_, address: string) => `<a ${address.replace(/(?<=\.org)\/$/, '')}>`,
    )
    .replaceAll(/ <span class="place">.*?<\/span>/g, '')
    .replaceAll(/<(?:p class="heading"|h\d)>(.*?)<\/(?:p|h\d)>/g, '<h>$1</h>')
    .replaceAll(/<input [^>]*?(checked)?[^>]*>/g, '<input>')
    .replaceAll(/\s+/g, '');

const word = fc.constantFrom('one', 'two', 'três', 'naïve', '42', 'a, b', "it's", 'end.');
const inline = fc.oneof(
  word,
  word.map((text) => `**${text}**`),
  word.map((text) => `*${text}*`),
  word.map((text) => `_${text}_`),
  word.map((text) => `***${text}***`),
  word.map((text) => `~~${text}~~`),
  word.map((text) => `\`${text}\``),
  word.map((text) => `**a \`${text}\` *b* c**`),
  word.map((text) => `[${text}](https://example.org/a?b=c#d)`),
  fc.constantFrom(
    'https://example.org/a_b',
    'www.example.org',
    'ana@example.org',
    '<https://example.org/a>',
    '(*a*)',
    '"**b**"',
  ),
);
const line = fc.array(inline, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '));
const lines = fc.array(line, { minLength: 1, maxLength: 3 });
const block = fc.oneof(
  lines.map((all) => all.join('\n')),
  line.map((text) => `## ${text}`),
  lines.map((all) => all.map((text) => `> ${text}`).join('\n')),
  lines.map((all) => all.map((text) => `- ${text}`).join('\n')),
  lines.map((all) => all.map((text, n) => `${n + 3}. ${text}`).join('\n')),
  lines.map((all) => all.map((text) => `- [x] ${text}`).join('\n')),
  lines.map((all) => `- a\n${all.map((text) => `  - ${text}`).join('\n')}`),
  lines.map((all) => `|a|b|\n|-|:-:|\n${all.map((text) => `| ${text} | c |`).join('\n')}`),
  lines.map((all) => `\`\`\`\n${all.join('\n')}\n\`\`\``),
  fc.constant('---'),
);

it('ordinary Markdown means what it means elsewhere', () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
      // what stands between two lists or quotes keeps them apart
      const source = blocks.join('\n\nx\n\n');
      expect(same(toHtml(source, nobody))).toBe(same(marked.parse(source, { async: false })));
    }),
    cases(2000),
  );
});
