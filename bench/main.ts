// `npm run bench -- NAME ...` runs these, `npm run bench` says which there are. See README.md.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import * as path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const files = new Map(
  globSync('*.{ts,mjs}', { cwd: import.meta.dirname })
    .filter((file) => !/^main\.|\.d\.mts$|-samples\./.test(file))
    .map((file) => [file.replace(/\.\w+$/, ''), file]),
);
const run = (args: readonly string[]): void => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !files.has(name));
if (wanted.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no ${unknown.join(', ')}.`);
  console.log(`npm run bench -- NAME ...   with NAME one of: ${[...files.keys()].toSorted().join(', ')}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}
run(['scripts/build.mjs']);
for (const name of wanted) run([path.join('bench', files.get(name) ?? '')]);
