// Two editors in the browser, where there is no desktop one.
import { spawn } from 'node:child_process';
import { installVsix, isFree, prepareProfile, startHost } from '../host/server.mjs';
import { setUpServer } from '../host/setup-host.mjs';

const FIRST_PORT = 8061;

/** Opens an address where there is a screen to show it on. @param {string} url */
const show = (url) => {
  const screen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!screen) return;
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.once('error', () => {}); // the address stands on the screen
  child.unref();
};

/** The same port at every start where possible: the browser keeps what belongs to an editor by its address. @param {number} wanted */
const portFrom = async (wanted) => {
  let port = wanted;
  while (!(await isFree(port))) port += 2;
  return port;
};

/**
 * @param {readonly import('./desktop.mjs').Person[]} people
 * @param {{ vsix: string, folder: string, own: (stop: () => Promise<void>) => void }} options
 * @returns {Promise<void>}
 */
export const openWeb = async (people, { vsix, folder, own }) => {
  await setUpServer();
  for (const [index, { name, dir, settings }] of people.entries()) {
    const profile = { ...(await prepareProfile(dir, settings)), workspace: folder };
    await installVsix(profile, vsix);
    const host = await startHost(profile, { port: await portFrom(FIRST_PORT + index), own });
    const url = `${host.url}?${new URLSearchParams({ folder })}`;
    console.log(`${name.padEnd(10)} ${url}`);
    show(url);
  }
};
