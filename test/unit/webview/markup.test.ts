import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../../../webview/markup/escape.ts';
import { markHidden } from '../../../webview/markup/hidden.ts';
import { isModest } from '../../../common/text/index.ts';
import { firstPart, isPlain, markupLimits } from '../../../webview/markup/limits.ts';
import { linkOf, placeOf, saysPlace } from '../../../webview/markup/links.ts';
import { toHtml } from '../../../webview/markup/markdown-html.ts';

const nobody = { mentions: [], me: undefined };
const drawn = (text: string): string => toHtml(text, nobody);

describe('links', () => {
  it.each([
    ['https://example.org/a?b#c', 'https://example.org/a?b#c', 'example.org'],
    ['HTTP://EXAMPLE.org:8080', 'http://example.org:8080/', 'example.org:8080'],
    ['https://example.org@evil.test/', 'https://example.org@evil.test/', 'evil.test'],
    ['https://аpple.com', 'https://xn--pple-43d.com/', 'xn--pple-43d.com'],
    ['mailto:ana@example.org', 'mailto:ana@example.org', 'ana@example.org'],
  ])('takes %s', (address, href, place) => {
    const url = linkOf(address);
    expect(url?.href).toBe(href);
    expect(url && placeOf(url)).toBe(place);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'vscode://x/y',
    'ftp://example.org',
    '//example.org',
    '/relative',
    'https:example.org',
    'https://',
    'mailto:',
    'blob:https://example.org/1',
    `https://example.org/${'a'.repeat(2000)}`,
  ])('refuses %s', (address) => expect(linkOf(address)).toBeUndefined());

  it.each([
    ['https://example.org/a', 'https://example.org/a', true],
    ['example.org/a', 'https://example.org/a', true],
    ['Example.org', 'https://example.org/', true],
    ['ana@example.org', 'mailto:ana@example.org', true],
    ['the docs', 'https://example.org/', false],
    ['https://example.org.evil.test', 'https://example.org/', false],
    ['https://example.org', 'https://evil.test/', false],
    ['https://example.org@evil.test', 'https://example.org@evil.test', false],
    ['https://аpple.com', 'https://xn--pple-43d.com/', false],
  ])('whether %s says where %s leads: %s', (words, address, says) => {
    expect(saysPlace(words, new URL(address))).toBe(says);
  });
});

it('draws a name on another network as it was written, and a mail address as a link', () => {
  expect(drawn('@ana@mastodon.social')).not.toContain('<a');
  expect(drawn('@ana@mastodon.social')).toContain('@ana@mastodon.social');
  expect(drawn('ana@mastodon.social')).toContain('<a');
});

describe('limits', () => {
  it('passes what people write', () => {
    const message =
      '# Redial\n\n> - one\n>   - two\n\n1. `a` **b** [c](https://d.test)\n\n|a|b|\n|-|-|\n|1|2|\n\n---\n';
    expect(isModest(message)).toBe(true);
    expect(isModest(`\`\`\`yaml\n${' '.repeat(60)}- deep\n\`\`\``)).toBe(false);
    expect(isModest(`\`\`\`ts\n${' '.repeat(60)}const deep = 1;\n\`\`\``)).toBe(true);
  });

  it.each(['>', '> ', '- ', '[', 'a]', '*a ', '_a__', '~', '` ', '|a', '<a', '&', '\\*', '\n'])(
    'refuses too much of %j',
    (part) => expect(isModest(part.repeat(4000))).toBe(false),
  );

  it('draws 8 KiB at first, cut where a line or a word ends, never inside a character', () => {
    expect(firstPart('short')).toBe('short');
    expect(firstPart('x'.repeat(8192))).toHaveLength(8192);
    expect(firstPart(`${'x'.repeat(8000)}\n${'y'.repeat(8000)}`)).toBe('x'.repeat(8000));
    expect(firstPart(`${'x'.repeat(8000)} ${'y'.repeat(8000)}`)).toBe('x'.repeat(8000));
    expect(firstPart('x\n'.repeat(markupLimits.shownLines + 1)).split('\n')).toHaveLength(markupLimits.shownLines);
    const wide = firstPart('😀'.repeat(4000));
    expect(wide).toBe('😀'.repeat(markupLimits.shown / 4));
  });
});

describe('plain texts', () => {
  it.each(['Hi', 'See you at 10:30, room 4/B (ground floor).', "It's 5 % more - or 1+1=3?", 'Ação, não é?'])(
    'are %j',
    (text) => expect(isPlain(text)).toBe(true),
  );
  it.each([
    '',
    ' a',
    'a ',
    'a\nb',
    '1. a',
    '- a',
    '*a*',
    'a@b.de',
    'www.a.de',
    'http://a.de',
    'a\u00ADb',
    'a\u115Fb',
    '&lt;',
  ])('are not %j', (text) => expect(isPlain(text)).toBe(false));
  it('look the same without the parser', () => {
    const marks = Array.from('abÉß10 .,:;!?\'"()/%+=-');
    const parts = fc.constantFrom(...marks, 'www.', 'http:', '//', '---', '1. ', '(c)', 'mailto:');
    const texts = fc.array(parts, { maxLength: 12 }).map((all) => `w${all.join('')}`);
    fc.assert(
      fc.property(texts.filter(isPlain), (text) => toHtml(text, nobody) === `<p>${escapeHtml(text)}</p>`),
      { numRuns: 2000 },
    );
  });
});

describe('hidden characters', () => {
  it('are marked, and nothing else is', () => {
    expect(markHidden('a\u202eb')).toBe('a<span class="hidden-char" data-char="U+202E"></span>b');
    for (const hidden of ['\u200b', '\u2066', '\ufeff', '\u00ad', '\u{e0041}', '\0', '\u001b', '\u2028'])
      expect(markHidden(hidden), hidden).toContain('hidden-char');
    const plain = 'é ção\tñ\n日本 עברית العربية 👩‍👩‍👧 👍🏽 ❤️ <b>&amp;</b>';
    expect(markHidden(plain)).toBe(plain);
    expect(markHidden('a\u200db')).toContain('U+200D');
  });
});
