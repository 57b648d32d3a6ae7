// Makes p2p-chat.vsix and looks into it: exactly the files of package-content.json, none above its size, small as a whole.
// `--built` uses the bundles as they are.
import { readFile, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { runCommand } from './support/commands.mjs';
import { listVsix } from './support/vsix.mjs';

const root = path.resolve(import.meta.dirname, '..');
const vsix = path.join(root, 'p2p-chat.vsix');
const LIMIT_KB = 1536;

/** @returns {Promise<string[]>} what is wrong with the package */
const inspect = async () => {
  /** @type {Record<string, number>} largest size of every file in KB */
  const wanted = JSON.parse(await readFile(path.join(import.meta.dirname, 'package-content.json'), 'utf8'));
  const found = new Map(listVsix(vsix).map(({ name, bytes }) => [name, Math.ceil(bytes / 1024)]));
  const size = Math.ceil((await stat(vsix)).size / 1024);
  console.log(`package: ${found.size} files, ${size} KB`);
  return [
    ...[...found.keys()].filter((name) => wanted[name] === undefined).map((name) => `${name} does not belong there`),
    ...Object.keys(wanted)
      .filter((name) => !found.has(name))
      .map((name) => `${name} is missing`),
    ...[...found]
      .filter(([name, kb]) => kb > (wanted[name] ?? kb))
      .map(([name, kb]) => `${name} has ${kb} KB, more than ${wanted[name]}`),
    ...(size > LIMIT_KB ? [`it has ${size} KB, more than ${LIMIT_KB}`] : []),
  ];
};

await rm(vsix, { force: true });
if (!process.argv.includes('--built')) {
  const { code } = await runCommand(process.execPath, ['scripts/build.mjs'], { cwd: root });
  if (code !== 0) process.exit(code);
}
await createVSIX({
  cwd: root,
  packagePath: vsix,
  dependencies: false,
  rewriteRelativeLinks: false,
  allowMissingRepository: true,
});
for (const complaint of await inspect()) {
  console.error(`package: ${complaint}`);
  process.exitCode = 1;
}
