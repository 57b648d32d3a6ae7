// Two people in two editors, from the packaged VSIX. `--built` takes p2p-chat.vsix as it is.
import * as path from 'node:path';
import { setUpChromium, setUpServer } from './host/setup-host.mjs';
import { runCommand } from './support/commands.mjs';

const root = path.resolve(import.meta.dirname, '..');

await setUpServer();
if ((await setUpChromium()) === undefined) throw new Error('no Chromium here; install it or set CHROMIUM');
const steps = [
  ...(process.argv.includes('--built') ? [] : [['scripts/package.mjs']]),
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.e2e.config.ts'],
];
for (const args of steps) {
  const { code } = await runCommand(process.execPath, args, { cwd: root });
  if (code !== 0) process.exit(code);
}
