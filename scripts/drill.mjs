// `npm run drill -- NAME [--seed N]`: faults on real processes, judged by what their clients were told (test/drills).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { setUpNamespaces } from './host/setup-host.mjs';
import { runCommand } from './support/commands.mjs';

const root = path.resolve(import.meta.dirname, '..');
/** Half an hour for all of them in full. */
const DRILLS_WITHIN = 45 * 60_000;

if (!existsSync(path.join(root, 'dist', 'headless.js')))
  spawnSync(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: 'inherit' });
await setUpNamespaces();
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
const args = [path.join(root, 'test', 'drills', 'main.ts'), ...process.argv.slice(2)];
const { code } = await runCommand(process.execPath, args, { cwd: root, limit: DRILLS_WITHIN, signal: stop.signal });
process.exitCode = code;
