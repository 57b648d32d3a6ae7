// Starts and stops one editor server (code-server) whose every folder is private to it.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as net from 'node:net';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endGroup, runCommand, signalGroup } from '../support/commands.mjs';
import { NODE, serverPaths } from './tools.mjs';

const UP_WITHIN = 60_000;

/** A workbench without toasts, tours, trust questions and helpful neighbours. */
const QUIET_SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.editor.enablePreview': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'window.menuBarVisibility': 'classic',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  // an extension that listens on a port would otherwise bring up port detection
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'files.autoSave': 'off',
};

/**
 * The folders of one user of the editor.
 * @typedef {{ dir: string, userData: string, extensions: string, workspace: string, home: string, tmp: string, log: string }} Profile
 */
/**
 * A running server.
 * @typedef {{ port: number, url: string, authority: string, stop: () => Promise<void>, kill: () => Promise<void> }} Host
 */

/**
 * @param {number} port 0 for any
 * @returns {Promise<number | undefined>} the port of the loopback address, if it was free a moment ago
 */
const tryPort = (port) =>
  new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const { port: found } = /** @type {net.AddressInfo} */ (probe.address());
      probe.close(() => resolve(found));
    });
  });

/** @param {number} port @returns {Promise<boolean>} */
export const isFree = async (port) => (await tryPort(port)) !== undefined;

/** @returns {Promise<number>} */
export const freePort = async () => (await tryPort(0)) ?? Promise.reject(new Error('no free port'));

/**
 * Makes the folders of a profile and writes its settings.
 * @param {string} dir keep it short: unix sockets below it may have 107 characters at most
 * @param {Record<string, unknown>} [settings] added to the quiet ones
 * @returns {Promise<Profile>}
 */
export const prepareProfile = async (dir, settings = {}) => {
  /** @param {string} name */
  const at = (name) => path.join(dir, name);
  const profile = {
    dir,
    userData: at('ud'),
    extensions: at('ex'),
    workspace: at('ws'),
    home: at('home'),
    tmp: at('tmp'),
    log: at('server.log'),
  };
  const { userData, extensions, workspace, home, tmp } = profile;
  for (const folder of [path.join(userData, 'User'), extensions, workspace, home, tmp])
    await mkdir(folder, { recursive: true });
  const all = JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2);
  await writeFile(path.join(userData, 'User', 'settings.json'), all);
  return profile;
};

/** What an editor above us, or npm, left in the environment and the server would obey. */
const FOREIGN = /^(VSCODE_|npm_|PORT$|PASSWORD$|NODE_OPTIONS$)/;

/** @param {Profile} profile @param {NodeJS.ProcessEnv} [extra] @returns {NodeJS.ProcessEnv} */
const environment = ({ home, tmp }, extra = {}) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([key]) => !FOREIGN.test(key))),
  HOME: home,
  TMPDIR: tmp,
  XDG_CONFIG_HOME: path.join(home, '.config'),
  XDG_DATA_HOME: path.join(home, '.local', 'share'),
  XDG_CACHE_HOME: path.join(home, '.cache'),
  EXTENSIONS_GALLERY: '{}', // no gallery, no requests to it
  ...extra,
});

/** @param {Profile} profile */
const folders = ({ userData, extensions }) => ['--user-data-dir', userData, '--extensions-dir', extensions];

/**
 * @param {Profile} profile
 * @param {string} vsix
 * @returns {Promise<void>} rejects with the installer's own words
 */
export const installVsix = async (profile, vsix) => {
  const args = [serverPaths().entry, ...folders(profile), '--install-extension', vsix, '--force'];
  const { code, output } = await runCommand(NODE, args, { env: environment(profile), quiet: true });
  if (code !== 0 || !output.includes('successfully installed'))
    throw new Error(`${vsix} was not installed:\n${output}`);
};

/** @type {Set<number>} first processes of the running servers */
const running = new Set();

/** The last resort where nobody can wait any more: every server of this process ends at once. */
export const killHosts = () => {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
};
process.once('exit', killHosts);

/**
 * Starts the server in a process group of its own and waits until it answers.
 * @param {Profile} profile
 * @param {{ port?: number, env?: NodeJS.ProcessEnv, args?: readonly string[], own?: (stop: () => Promise<void>) => void }} [options]
 *   `own` is given the end of the server as soon as it exists, before it answers
 * @returns {Promise<Host>}
 */
export const startHost = async (profile, { port: wanted, env = {}, args = [], own } = {}) => {
  const port = wanted ?? (await freePort());
  const authority = `127.0.0.1:${port}`;
  const { entry, builtins } = serverPaths();
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--ignore-last-opened'];
  const always = ['--auth', 'none', '--bind-addr', authority, '--disable-getting-started-override', ...quiet];
  const fewer = ['--vscode-option', `builtin-extensions-dir=${builtins}`];
  const log = openSync(profile.log, 'a');
  const child = spawn(NODE, [entry, ...always, ...folders(profile), ...fewer, ...args, profile.workspace], {
    env: environment(profile, env),
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const { pid } = child;
  if (pid !== undefined) {
    running.add(pid);
    child.once('exit', () => running.delete(pid));
  }
  own?.(() => endGroup(child));
  const host = {
    port,
    authority,
    url: `http://${authority}/`,
    stop: () => endGroup(child),
    kill: () => endGroup(child, 0),
  };
  try {
    await untilUp(child, host.url);
  } catch (error) {
    await host.stop();
    const said = await readFile(profile.log, 'utf8');
    throw new Error(`the editor's server did not start:\n${said.slice(-3000)}`, { cause: error });
  }
  return host;
};

/** @param {import('node:child_process').ChildProcess} child @param {string} url */
const untilUp = async (child, url) => {
  const end = performance.now() + UP_WITHIN;
  while (performance.now() < end) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`it exited with ${child.exitCode}`);
    const up = await fetch(`${url}healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return;
    await delay(50);
  }
  throw new Error(`it did not answer within ${UP_WITHIN} ms`);
};
