import { expect, it } from 'vitest';
import { readPasted } from '../../../../webview/compose/pasted.ts';

const from = (text: string, editor?: string) =>
  readPasted({
    getData: (type) => (type === 'text/plain' ? text : type === 'vscode-editor-data' ? (editor ?? '') : ''),
  });
const mode = (name: string): string => JSON.stringify({ version: 1, isFromEmptySelection: false, mode: name });

it.each([
  ['typescript', 'ts'],
  ['shellscript', 'bash'],
  ['typescriptreact', 'tsx'],
  ['python', 'python'],
])('from the editor it has the language of the editor: %s', (name, language) => {
  expect(from('x = 1', mode(name))).toEqual({ text: 'x = 1', language, isCode: true });
});

it.each(['plaintext', 'markdown', ''])('%j is no code', (name) => {
  expect(from('x = 1;\ny = 2;\nz = 3;', mode(name)).isCode).toBe(false);
});

it.each([
  ['json', '{\n  "a": [1, 2]\n}'],
  ['ts', 'export interface A {\n  readonly b: string;\n}'],
  ['ts', "import type { A } from './a.ts';\nconst a = 1;"],
  ['js', 'const a = 1;\nmodule.exports = { a };'],
  ['python', 'def f(x):\n    return x + 1'],
  ['bash', '#!/bin/sh\necho hi'],
  ['diff', 'diff --git a/x b/x\n--- a/x\n+++ b/x'],
  ['go', 'package main\n\nfunc main() {\n}'],
  ['rust', 'fn main() {\n    let mut a = 1;\n}'],
  ['java', 'import java.util.List;\n\npublic class A {\n}'],
  ['c', '#include <stdio.h>\nint main(void) {\n}'],
  ['sql', 'select *\nfrom users\nwhere id = 1'],
  ['html', '<div class="a">\n  <p>hi</p>\n</div>'],
  ['css', '.a {\n  color: red;\n}'],
  ['', 'foo();\nbar();\nbaz = 3;'],
])('from elsewhere it is recognised: %s', (language, text) => {
  expect(from(text)).toEqual({ text, language, isCode: true });
});

it.each([
  'Good morning',
  'Let us meet at noon.\nI shall bring the notes.',
  '- milk\n- bread\n- eggs',
  'https://example.org/a?b=c',
  'Dear all,\n\nthe function is broken: it returns nothing.\nCan somebody look?\n\nThanks',
  'From: Ana\nTo: Bia\nSubject: import duties',
  'Select a seat\nfrom the list of the airline.',
  'Use the new one\nClass starts at 9:',
  '',
])('prose stays prose: %j', (text) => {
  expect(from(text).isCode).toBe(false);
});

it('has the ends of lines that a field has, and survives whatever stands in the clipboard', () => {
  expect(from('a\r\nb\rc').text).toBe('a\nb\nc');
  expect(from('\ufeff#!/bin/bash\r\necho hi')).toMatchObject({ language: 'bash', isCode: true });
  for (const odd of ['{', 'null', '[]', '1', '{"mode": 7}', '{"mode": "a b\\n```"}'])
    expect(from('x', odd)).toEqual({ text: 'x', language: '', isCode: false });
});

it('takes little time of much text', () => {
  const begin = process.cpuUsage();
  for (const piece of ['x ', '<div ', 'a: ', '(', 'select ', '\n  a', '{"a":']) from(piece.repeat(100_000));
  expect(process.cpuUsage(begin).user).toBeLessThan(3_000_000);
});
