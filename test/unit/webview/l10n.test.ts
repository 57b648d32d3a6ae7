import { globSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { t, useStrings } from '../../../webview/l10n.ts';

describe('t', () => {
  afterEach(() => useStrings(undefined));

  it('translates, and falls back to English', () => {
    useStrings({ 'Message {0}': 'Mensagem para {0}' });
    expect([t('Message {0}', 'Ana'), t('Send')]).toEqual(['Mensagem para Ana', 'Send']);
  });

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

describe('templates of the page', () => {
  const sources = globSync('webview/**/*.ts', { exclude: ['**/.tsbuild/**'] });

  it('say nothing but through t', () => {
    for (const file of sources) {
      const text = readFileSync(file, 'utf8');
      expect(text, file).not.toMatch(/(?:title|aria-label|placeholder)="[^"$]/);
      expect(text, file).not.toMatch(/<(?:p|span|h2|h3|strong)(?=[\s>])[^<>]*>\s*[A-Za-z]/);
    }
  });

  it('name the toolkit, and its elements, in one file only', () => {
    const users = sources.filter((file) => /<(?:vscode|tk)-|webview-ui-toolkit/.test(readFileSync(file, 'utf8')));
    expect(users).toEqual(['webview/components/toolkit.ts']);
  });
});
