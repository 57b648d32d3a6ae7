import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { placeholders, textsOf } from '../../support/texts.ts';

const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const english = read('l10n/bundle.l10n.json');
const portuguese = read('l10n/bundle.l10n.pt-br.json');
const manifestEnglish = read('package.nls.json');
const manifestPortuguese = read('package.nls.pt-br.json');

test('the bundle holds exactly the texts of the extension and of its page', () => {
  const used = new Set([...textsOf('src/vscode/**/*.ts'), ...textsOf('webview/**/*.ts')]);
  expect(Object.keys(english).toSorted()).toEqual([...used].toSorted());
});

const links = (text: string | undefined): readonly string[] => text?.match(/\(command:[\w.]+\)/g) ?? [];

test('every call of t begins with a literal, so that none is missed', () => {
  for (const file of globSync('{src/vscode,webview}/**/*.ts', { exclude: ['**/.tsbuild/**'] }))
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/(?<![.\w#$])t\(\s*[^\s'"`)]/);
});

test('Portuguese has every text, with the same placeholders and nothing empty', () => {
  expect(Object.keys(portuguese)).toEqual(Object.keys(english));
  for (const [text, translation] of Object.entries(portuguese)) {
    expect(translation.trim(), text).not.toBe('');
    expect(placeholders(translation), text).toEqual(placeholders(text));
  }
});

test('the manifest uses every key of package.nls, and no other', () => {
  const used = new Set([...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? ''));
  expect(Object.keys(manifestEnglish).toSorted()).toEqual([...used].toSorted());
});

test('the Portuguese manifest has the same keys and the same command links', () => {
  expect(Object.keys(manifestPortuguese)).toEqual(Object.keys(manifestEnglish));
  for (const [key, text] of Object.entries(manifestPortuguese)) {
    expect(text.trim(), key).not.toBe('');
    expect(links(text), key).toEqual(links(manifestEnglish[key]));
  }
});

const manifestTexts = Object.values(manifestEnglish);
const texts = [...Object.keys(english), ...manifestTexts];

/** Words that no product says: another language stands behind them, or another spelling. */
const foreign =
  /\b(?:everybody|somebody|nobody|anybody|who(?:ever|so)|anew|thereof|any more\b(?! than)|colours?|behaviours?|machines?|goes on|knows nobody|of that name|of somebody)\b/i;

test('the English texts are American English, as a native would write it', () => {
  expect(texts.filter((text) => foreign.test(text))).toEqual([]);
  // one kind of apostrophe, the printed one
  expect(texts.filter((text) => /\w'\w/.test(text))).toEqual([]);
  expect(texts.filter((text) => /\.\.\./.test(text))).toEqual([]);
});

test('one word for one thing: a room is deleted and never closed; of links between computers nobody has to hear', () => {
  const translations = [...Object.values(portuguese), ...Object.values(manifestPortuguese)];
  expect(
    texts.filter((text) => /\bclosed\b|\b(?:direct|no) links?\b|\blinks? (?:to|with) (?:people|them)\b/i.test(text)),
  ).toEqual([]);
  expect(translations.filter((text) => /\bsala\b[^.]*\b(?:fechada|encerrada)|\blinks? diretos?\b/i.test(text))).toEqual(
    [],
  );
});

const small = new Set('a all an and as at by for from in is of on or the to with'.split(' '));
const isTitle = (text: string): boolean =>
  text
    .replaceAll('P2P Chat', 'Chat')
    .split(/[\s/-]+/)
    .every((word, n) => (n > 0 && small.has(word) ? true : /^[^a-z]/.test(word)));

test('titles of commands are in Title Case', () => {
  const commands = Object.entries(manifestEnglish).filter(([key]) => key.startsWith('command.'));
  expect(commands.length).toBeGreaterThan(20);
  expect(commands.filter(([, title]) => !isTitle(title))).toEqual([]);
  // what a welcome view offers as a button, alone in its line, is one too
  const buttons = manifestTexts.flatMap((text) =>
    [...text.matchAll(/^\[([^\]]+)\]\([^)]*\)$/gm)].map(([, title = '']) => title),
  );
  expect(buttons.length).toBeGreaterThan(10);
  expect(buttons.filter((title) => !isTitle(title))).toEqual([]);
});

test('every sentence ends, in both languages alike', () => {
  const end = /[.?!…:]$/;
  const both = [
    ...Object.entries(portuguese),
    ...Object.entries(manifestEnglish).map(([key, text]) => [text, manifestPortuguese[key] ?? ''] as const),
  ];
  expect(both.filter(([text, translation]) => end.test(text) !== end.test(translation))).toEqual([]);
});
