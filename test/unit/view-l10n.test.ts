import { globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { t, useStrings } from '../../webview/l10n.ts';

const root = path.resolve(import.meta.dirname, '../..');
const sources = globSync('webview/**/*.ts', { cwd: root }).filter((file) => !file.includes('.tsbuild'));
const call = /(?<![\w.])t\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^'"\s]))/g;

/** Every English text that the page can show, and calls whose text is not a literal. */
const collect = (): { texts: Set<string>; unknown: string[] } => {
  const texts = new Set<string>();
  const unknown: string[] = [];
  for (const file of sources)
    for (const [whole, single, double, other] of readFileSync(path.join(root, file), 'utf8').matchAll(call))
      if (other === undefined) texts.add((single ?? double ?? '').replaceAll('\\', ''));
      else unknown.push(`${file}: ${whole}`);
  return { texts, unknown };
};

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\d+\}/g)].map(([found]) => found).toSorted();

describe('texts of the page', () => {
  const { texts, unknown } = collect();
  const portuguese = JSON.parse(readFileSync(path.join(root, 'l10n/webview.pt-br.json'), 'utf8')) as Record<
    string,
    string
  >;

  it('are literals, so that they can be collected', () => {
    expect(unknown).toEqual([]);
    expect(texts.size).toBeGreaterThan(50);
  });

  it('have a Brazilian Portuguese translation each, and no more', () => {
    expect(Object.keys(portuguese).toSorted()).toEqual([...texts].toSorted());
  });

  it('keep their placeholders in translation', () => {
    for (const [english, translated] of Object.entries(portuguese)) {
      expect(translated.trim(), english).not.toBe('');
      expect(placeholders(translated), english).toEqual(placeholders(english));
    }
  });

  it('appear nowhere else in the templates', () => {
    for (const file of sources)
      for (const [line] of readFileSync(path.join(root, file), 'utf8').matchAll(
        /(?:title|aria-label|placeholder)="[^"$]+"/g,
      ))
        expect.unreachable(`${file}: ${line}`);
  });
});

describe('t', () => {
  afterEach(() => useStrings(undefined));

  it('fills placeholders in any order and leaves unknown ones', () => {
    useStrings({ '{0} of {1}': '{1}: {0}' });
    expect(t('{0} of {1}', 2, 3)).toBe('3: 2');
    expect(t('{0} and {1}', 'a')).toBe('a and {1}');
  });

  it('never treats an argument as a placeholder, nor a prototype as a translation', () => {
    useStrings({});
    expect(t('{0} {1}', '{1}', 'x')).toBe('{1} x');
    expect(t('constructor')).toBe('constructor');
  });
});
