/** Kinds of text that are no code, as the editor calls them. */
const prose: ReadonlySet<string> = new Set([
  '',
  'plaintext',
  'markdown',
  'log',
  'search-result',
  'scminput',
  'git-commit',
]);
/** Names of the editor that are others in a fence. */
const fenceNames: Readonly<Record<string, string>> = {
  typescript: 'ts',
  typescriptreact: 'tsx',
  javascript: 'js',
  javascriptreact: 'jsx',
  shellscript: 'bash',
  jsonc: 'json',
  'objective-c': 'objectivec',
};

/** A paste that is code, by what stands in the clipboard. */
export interface Pasted {
  readonly text: string;
  /** As a fence names it; empty if it is not known. */
  readonly language: string;
  readonly isCode: boolean;
}

/** What has come out of the clipboard: from the editor, which says its language, or from elsewhere, where it shows. */
export const readPasted = (data: Pick<DataTransfer, 'getData'>): Pasted => {
  const text = data.getData('text/plain').replaceAll(/\r\n?/g, '\n');
  const mode = modeOf(data.getData('vscode-editor-data'));
  if (mode !== undefined)
    return { text, language: fenceNames[mode] ?? mode, isCode: !prose.has(mode) && text.trim().length > 2 };
  // what was copied out of a file may begin with the mark of its encoding
  const seen = text.replace(/^\ufeff/, '');
  const language = languageOf(seen);
  return { text, language: language ?? '', isCode: language !== undefined || isEvident(seen) };
};

const modeOf = (json: string): string | undefined => {
  try {
    const { mode } = JSON.parse(json) as { readonly mode?: unknown };
    return typeof mode === 'string' && /^[\w#+.-]{0,40}$/.test(mode) ? mode : undefined;
  } catch {
    return undefined;
  }
};

/** Lines that are looked at. */
const looked = 60;

/** What only one language has, most certain first. */
const signs: readonly (readonly [language: string, sign: RegExp])[] = [
  ['diff', /^(?:diff --git |@@ -\d+,?\d* \+\d+|--- a\/)/m],
  ['php', /^<\?php/],
  ['python', /^#!.*python|^(?:from [\w.]+ import |(?:async )?def \w+\(.*\).*:$|class \w+(?:\(.*\))?:$)/m],
  ['bash', /^#!.*\b(?:ba|z|da)?sh\b/],
  ['c', /^#include [<"]/m],
  ['go', /^(?:package \w+$|func (?:\(\w+ \*?\w+\) )?\w+\()/m],
  ['rust', /^(?:(?:pub )?fn \w+|use \w+::|impl(?:<| )|#\[derive\()|\blet mut /m],
  ['csharp', /^using [\w.]+;$|^\s*(?:public|private) (?:static )?(?:async )?(?:void|Task|string) \w+\(/m],
  ['java', /^(?:import java|public class |package [\w.]+;)/m],
  [
    'sql',
    /^\s*(?:select\s+(?:\*|[\w.]+(?:\s*,|\s+as\b|\s+from\b))|insert into \w+\s*\(|update \w+\s+set \w+\s*=|create table )/i,
  ],
  ['html', /^\s*(?:<!doctype html|<html|<(?:div|span|p|ul|script|head|body|section)\b[^>]*>)/i],
  [
    'ts',
    /^(?:import type |export (?:type|interface) |interface \w+ \{)|^(?:export )?(?:const|let|function) [^=\n]*:\s*\w/m,
  ],
  [
    'js',
    /^(?:import .* from ['"]|export (?:default|const|function) |const \w+ = |let \w+ = |(?:async )?function\s*\w*\()|=> [{(]/m,
  ],
  ['css', /^[.#@]?[\w-]+(?:[ >~+,.:#\w-]*)\s*\{\s*\n\s+[\w-]+:/m],
];

const languageOf = (text: string): string | undefined => {
  const lines = text.split('\n').slice(0, looked);
  if (lines.length < 2) return undefined;
  if (/^\s*[[{]/.test(text) && isJson(text)) return 'json';
  const beginning = lines.join('\n');
  return signs.find(([, sign]) => sign.test(beginning))?.[0];
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Most lines end or are indented as no sentence is. */
const isEvident = (text: string): boolean => {
  const lines = text
    .split('\n')
    .slice(0, looked)
    .filter((line) => line.trim() !== '');
  if (lines.length < 3) return false;
  const like = lines.filter((line) => /[;{}]$|^\s*[}\])]|\)\s*[{:]$|^\s{2,}\S.*[=(]/.test(line.trimEnd()));
  return like.length * 2 > lines.length;
};
