// `npm run pictures`: what the page looks like in every state that has a name, and the whole editor in some, with an index page.
//   --of TEXT   only states with this in their name     --all     every state in every theme, language and width
//   --page      only the page, not the editor           --built   takes p2p-chat.vsix as it is
//   --readme    the README's pictures are taken anew    --to DIR  where they go, `pictures` unless it is said
import { copyFile, readdir, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { setUpChromium, setUpServer } from './host/setup-host.mjs';
import { indexPage } from './pictures/index-page.mjs';
import { runCommand } from './support/commands.mjs';

const root = path.resolve(import.meta.dirname, '..');
/** The README's pictures and what they are taken from. */
const OF_README = [
  ['editor--dark-en-1280.png', 'docs/chat-dark.png'],
  ['editor--light-en-1280.png', 'docs/chat-light.png'],
];

const { values } = parseArgs({
  options: {
    of: { type: 'string', default: '' },
    to: { type: 'string', default: 'pictures' },
    all: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
  },
});
const { of, all, page, built, readme } = values;
const to = path.resolve(root, values.to);

if ((await setUpChromium()) === undefined) throw new Error('no Chromium here; install it or set CHROMIUM');
if (!page) await setUpServer();
// what was renamed since is no picture of today
if (of === '')
  for (const name of await readdir(to).catch(() => [])) if (name.endsWith('.png')) await rm(path.join(to, name));

const env = { ...process.env, P2P_CHAT_PICTURES: to, P2P_CHAT_PICTURES_OF: of, P2P_CHAT_PICTURES_ALL: all ? '1' : '0' };
const take = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.pictures.config.ts'];
const steps = [...(page || built ? [] : [['scripts/package.mjs']]), page ? [...take, '--project', 'page'] : take];
let failed = false;
for (const args of steps) {
  const { code } = await runCommand(process.execPath, args, { cwd: root, env });
  failed ||= code !== 0;
}

const names = (await readdir(to)).filter((name) => name.endsWith('.png')).toSorted();
const index = path.join(to, 'index.html');
await writeFile(index, indexPage(names));
console.log(`${names.length} pictures: ${pathToFileURL(index).href}`);
if (readme && !failed)
  for (const [from = '', copy = ''] of OF_README) await copyFile(path.join(to, from), path.join(root, copy));
process.exitCode = failed ? 1 : 0;
