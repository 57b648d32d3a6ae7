// Two windows of the desktop editor, each with a profile of its own.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from '../support/commands.mjs';

const ENDED_WITHIN = 8000;

/** @typedef {{ name: string, dir: string, settings: Record<string, unknown> }} Person */

/** @returns {string | undefined} the desktop editor's command line, if this machine has one and can show it */
export const findDesktop = () => {
  const screen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  // inside a remote editor's terminal `code` is another program, which knows no profiles
  if (!screen || process.env['VSCODE_IPC_HOOK_CLI']) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file));
};

/** @param {string} code @param {readonly string[]} args */
const run = async (code, args) => {
  const shell = process.platform === 'win32' ? { command: 'cmd', before: ['/c', code] } : { command: code, before: [] };
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { code: status, output } = await runCommand(shell.command, [...shell.before, ...root, ...args], {
    quiet: true,
  });
  if (status !== 0) throw new Error(`${code} ${args.join(' ')} failed:\n${output}`);
};

/** The editor writes its process id there while it runs. @param {string} userData */
const runningIn = async (userData) => {
  const text = await readFile(path.join(userData, 'code.lock'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && isAlive(pid) ? pid : undefined;
};

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** @param {string} userData */
const end = async (userData) => {
  const pid = await runningIn(userData);
  if (pid === undefined) return;
  process.kill(pid, 'SIGTERM');
  for (let left = ENDED_WITHIN; left > 0 && isAlive(pid); left -= 100) await delay(100);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
};

/**
 * @param {string} code its command line
 * @param {readonly Person[]} people
 * @param {{ vsix: string, folder: string, own: (stop: () => Promise<void>) => void }} options
 * @returns {Promise<void>}
 */
export const openDesktop = async (code, people, { vsix, folder, own }) => {
  for (const { name, dir, settings } of people) {
    const userData = path.join(dir, 'ud');
    const profile = ['--user-data-dir', userData, '--extensions-dir', path.join(dir, 'ex')];
    await mkdir(path.join(userData, 'User'), { recursive: true });
    await writeFile(path.join(userData, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
    await run(code, [...profile, '--install-extension', vsix, '--force']);
    own(() => end(userData));
    await run(code, [...profile, '--new-window', folder]);
    console.log(`${name.padEnd(10)} a window of ${code}`);
  }
};
