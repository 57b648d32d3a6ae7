import { glob, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import { verbs } from '../../../common/protocol/chat/index.ts';
import { commandNames } from '../../../src/vscode/contributions/commands.ts';

const root = path.join(import.meta.dirname, '../../..');
const maxFiles = 12;
/** Names that are words of other things too say nothing here; `react` is of no other thing. */
const telling = Object.keys(verbs).filter(
  (name) => name === 'react' || (/[A-Z]/.test(name) && !(commandNames as readonly string[]).includes(name)),
);

test('a verb of the chat is named in few files: whoever is not about it takes it from the table', async () => {
  const files: string[] = [];
  for await (const file of glob('{src,common,webview}/**/*.ts', { cwd: root, exclude: ['**/.tsbuild/**'] }))
    files.push(file);
  const texts = await Promise.all(files.map((file) => readFile(path.join(root, file), 'utf8')));
  expect(texts.length).toBeGreaterThan(400);
  expect(telling.length).toBeGreaterThan(5);
  for (const name of telling) {
    const word = new RegExp(String.raw`\b${name}\b`);
    const naming = files.filter((_, index) => word.test(texts[index] ?? ''));
    expect(naming.length, `${name}: ${naming.join(' ')}`).toBeLessThanOrEqual(maxFiles);
  }
});
