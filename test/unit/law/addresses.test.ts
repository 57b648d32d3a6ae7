import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The editor's Uri changes web addresses; `openAddress` alone opens them. */
test('no web address goes through the editor’s Uri', () => {
  const files = globSync('src/vscode/**/*.ts', { exclude: (name) => name === '.tsbuild' });
  expect(files.length).toBeGreaterThan(50);
  const found = files.filter((file) => /Uri\.parse\(/.test(readFileSync(file, 'utf8')));
  // a link to a room, which is the editor's own
  expect(found).toEqual(['src/vscode/extension.ts']);
  const opening = files.filter((file) => readFileSync(file, 'utf8').includes('openExternal'));
  expect(opening).toEqual(['src/vscode/ui/open-address.ts']);
});
