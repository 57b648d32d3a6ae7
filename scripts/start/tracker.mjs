// The tracker of `npm start`: the one that already runs on this machine, or a new one on the first free port.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { isFree } from '../host/server.mjs';
import { endGroup } from '../support/commands.mjs';

const FIRST_PORT = 6060;
const PORTS_TRIED = 20;
const UP_WITHIN = 30_000;

/** @param {number} port @returns {Promise<boolean>} whether a tracker of ours answers there */
const answers = async (port) => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2000) });
    const body = await response.json();
    return body.ok === true && typeof body.id === 'string';
  } catch {
    return false;
  }
};

/**
 * @param {{ node: string, program: string, data: string, own: (stop: () => Promise<void>) => void }} options
 * @returns {Promise<number>} its port
 */
export const ensureTracker = async ({ node, program, data, own }) => {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port++) {
    if (await answers(port)) {
      console.log(`Tracker    ws://127.0.0.1:${port} (already running; it keeps running)`);
      return port;
    }
    if (await isFree(port)) {
      await startTracker(node, [program, '--port', `${port}`, '--data', data, '--log', 'warn'], own);
      console.log(`Tracker    ws://127.0.0.1:${port}`);
      return port;
    }
    console.log(`Port ${port} is in use by another program; trying the next one.`);
  }
  throw new Error(`no free port from ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1}`);
};

/** @param {string} node @param {string[]} args @param {(stop: () => Promise<void>) => void} own */
const startTracker = async (node, args, own) => {
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let stopping = false;
  own(() => {
    stopping = true;
    return endGroup(child);
  });
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the tracker ended with ${code}`)));
    setTimeout(() => reject(new Error('the tracker did not start')), UP_WITHIN).unref();
  });
  child.once('exit', (code) => stopping || console.error(`The tracker exited with code ${code}.`));
};
