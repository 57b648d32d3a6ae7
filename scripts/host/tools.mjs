// Where the test host lives: outside the clone, so that several clones share one. `P2P_CHAT_TOOLS` moves it.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';

export const CODE_SERVER = '4.139.1';

const root = path.resolve(import.meta.dirname, '..', '..');

/** The Node of the devDependency: every child of the scripts runs on it, the editor's server too. */
export const NODE = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const cacheHome = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');

/** @returns {string} */
export const toolsFolder = () =>
  path.resolve(process.env['P2P_CHAT_TOOLS'] || path.join(cacheHome, 'p2p-chat', 'host'));

/**
 * The paths inside the tool cache, whether or not they are there yet.
 * @returns {{ folder: string, server: string, entry: string, builtins: string }}
 */
export const serverPaths = () => {
  const folder = path.join(toolsFolder(), `code-server-${CODE_SERVER}`);
  const server = path.join(folder, 'node_modules', 'code-server');
  return {
    folder,
    server,
    entry: path.join(server, 'out', 'node', 'entry.js'),
    builtins: path.join(folder, 'builtin'),
  };
};

/** Chromium without a window of its own: the pages of a suite take it a third less processor time. */
const SHELL = '/usr/bin/chromium-headless-shell';

const BROWSERS = [
  SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The browser that shows the editor: `CHROMIUM` if set, else the first known one that is installed.
 * @returns {string | undefined}
 */
export const findChromium = () => {
  const named = process.env['CHROMIUM'];
  return (named ? [named] : BROWSERS).find((file) => existsSync(file));
};

/** @returns {boolean} whether `findChromium` would find a better one after `chromium-headless-shell` has been installed */
export const lacksShell = () => !process.env['CHROMIUM'] && !existsSync(SHELL);
