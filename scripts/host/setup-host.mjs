// Makes a real VS Code for the tests where the desktop one cannot be had: code-server from npm, Chromium from Debian.
// Idempotent; nothing is compiled. `node scripts/host/setup-host.mjs` does it by hand.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { outsideNpm, runCommand } from '../support/commands.mjs';
import { CODE_SERVER, NODE, findChromium, lacksShell, serverPaths, toolsFolder } from './tools.mjs';

/** The built-in extensions a chat needs to be seen in; the other ninety cost seconds of every start. */
const BUILTINS = ['theme-defaults', 'theme-modern-icons', 'theme-seti', 'json', 'markdown-basics'];
const APT = ['-o', 'DPkg::Lock::Timeout=500', '-o', 'Acquire::http::Timeout=20', '-q'];

/** @param {string} text */
const say = (text) => console.log(`host: ${text}`);

/**
 * Runs a program quietly, a second time if it fails: registries and mirrors have bad seconds.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
const must = async (command, args, options = {}) => {
  const first = await runCommand(command, args, { ...options, quiet: true });
  if (first.code === 0) return;
  say(`${command} ${args[0]} failed, once more`);
  const second = await runCommand(command, args, { ...options, quiet: true });
  if (second.code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${second.output.slice(-4000)}`);
};

/** The npm of this machine, on our Node: code-server refuses any other major version. */
const npmEnvironment = () => {
  const outside = outsideNpm(process.env, path.resolve(import.meta.dirname, '..', '..'));
  return {
    ...outside,
    PATH: [path.dirname(NODE), outside['PATH']].join(path.delimiter),
    npm_config_update_notifier: 'false',
  };
};

/** @param {string} folder an npm project @param {readonly string[]} args */
const npmInstall = (folder, args) =>
  must('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args], {
    cwd: folder,
    env: npmEnvironment(),
  });

/** Installs beside the final place and moves it there at the end: a half-made host is never used. */
const installServer = async () => {
  const { folder } = serverPaths();
  const making = `${folder}.${process.pid}`;
  const server = path.join(making, 'node_modules', 'code-server');
  const code = path.join(server, 'lib', 'vscode');
  try {
    await mkdir(path.join(making, 'builtin'), { recursive: true });
    await writeFile(path.join(making, 'package.json'), '{"private":true}\n');
    await npmInstall(making, [`code-server@${CODE_SERVER}`]);
    // its own install script would compile native modules; none of them matters here but the logger, which gets a stand-in
    await npmInstall(code, ['--omit=dev']);
    const spdlog = path.join(code, 'node_modules', '@vscode', 'spdlog', 'index.js');
    await copyFile(path.join(import.meta.dirname, 'spdlog-stub.cjs'), spdlog);
    for (const name of BUILTINS) {
      const target = path.join('..', 'node_modules', 'code-server', 'lib', 'vscode', 'extensions', name);
      await symlink(target, path.join(making, 'builtin', name));
    }
    await rename(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another run was faster
  } finally {
    await rm(making, { recursive: true, force: true });
  }
};

const mayInstallPackages = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** @param {string} name */
const installPackage = async (name) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await must('apt-get', [...APT, 'update'], { env });
  await must('apt-get', [...APT, 'install', '-y', '--no-install-recommends', name], { env });
};

/** @param {string} what @param {() => Promise<void>} work */
const timed = async (what, work) => {
  const start = performance.now();
  say(`installing ${what} …`);
  await work();
  say(`${what} installed in ${((performance.now() - start) / 1000).toFixed(0)} s`);
};

/**
 * Brings the editor's server into the tool cache.
 * @returns {Promise<void>}
 */
export const setUpServer = async () => {
  if (!existsSync(serverPaths().entry)) await timed(`code-server ${CODE_SERVER} into ${toolsFolder()}`, installServer);
};

/**
 * Finds the browser, or installs it where that is allowed (Debian, root).
 * @returns {Promise<string | undefined>} its path; undefined where there is none and none may be installed
 */
export const setUpChromium = async () => {
  if (mayInstallPackages() && lacksShell()) {
    const shell = 'chromium-headless-shell';
    // not every distribution has it; any Chromium does, only slower
    await timed(`${shell} with apt-get`, () => installPackage(shell)).catch(() =>
      say(`there is no ${shell} to be had`),
    );
  }
  if (mayInstallPackages() && findChromium() === undefined)
    await timed('chromium with apt-get', () => installPackage('chromium'));
  return findChromium();
};

/** Brings `ip`, for the drills that part networks, where that is allowed. */
export const setUpNamespaces = async () => {
  const has = (await runCommand('ip', ['-V'], { quiet: true })).code === 0;
  if (!has && mayInstallPackages()) await timed('iproute2 with apt-get', () => installPackage('iproute2'));
};

if (import.meta.main) {
  await setUpServer();
  say(`server ${serverPaths().entry}`);
  say(`browser ${(await setUpChromium()) ?? 'none found; install Chromium or set CHROMIUM'}`);
}
