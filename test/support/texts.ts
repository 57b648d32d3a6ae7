import { globSync, readFileSync } from 'node:fs';

const literal = /\bt\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`$]*)`)/g;

/** The English texts that the sources hand to `t`. */
export const textsOf = (pattern: string): ReadonlySet<string> => {
  const texts = new Set<string>();
  for (const file of globSync(pattern, { exclude: ['**/.tsbuild/**'] }))
    for (const [, single, double, template] of readFileSync(file, 'utf8').matchAll(literal))
      texts.add((single ?? double ?? template ?? '').replaceAll(/\\(.)/g, '$1'));
  return texts;
};

/** "{0}" and so on, each once, in order. */
export const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
