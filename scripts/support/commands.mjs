// Running other programs: one place that knows about output, environments and process groups.
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import * as path from 'node:path';

const OUTPUT_CAP = 200_000;

/** What `npm run` adds for its child alone; a registry, a cache or a proxy that the person set stays. */
const FROM_NPM =
  /^npm_(package_|lifecycle_|config_(globalconfig|local_prefix|global_prefix|prefix|user_agent|npm_version|node_gyp|init_module)$)/i;

/**
 * The environment without what `npm run` added, so that an npm started from here decides by itself.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [without] leave out every PATH part below this folder
 * @returns {NodeJS.ProcessEnv}
 */
export const outsideNpm = (env, without) => {
  const kept = Object.entries(env).filter(([key]) => !FROM_NPM.test(key));
  const parts = (env['PATH'] ?? '').split(path.delimiter);
  const reach = without === undefined ? parts : parts.filter((part) => !part.startsWith(without));
  return { ...Object.fromEntries(kept), PATH: reach.join(path.delimiter) };
};

/**
 * Runs a program to its end. Its output is kept (the newest 200,000 characters) and, unless `quiet`, shown as it comes.
 * With a `limit` (ms) or a `signal` it gets a process group of its own, which is ended when the time is over or the signal comes.
 * With a `niceness` it and what it starts give way to others.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, limit?: number, signal?: AbortSignal, niceness?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} never rejects: a program that cannot be started has code 127
 */
export const runCommand = (command, args, { cwd, env = process.env, quiet = false, limit, signal, niceness } = {}) =>
  new Promise((resolve) => {
    let output = '';
    const detached = limit !== undefined || signal !== undefined;
    const child = spawn(command, args, { cwd, env, detached, stdio: ['ignore', 'pipe', 'pipe'] });
    if (niceness !== undefined && child.pid !== undefined) setPriority(child.pid, niceness);
    /** @param {string} text @param {NodeJS.WriteStream} screen */
    const take = (text, screen) => {
      output = (output + text).slice(-OUTPUT_CAP);
      if (!quiet) screen.write(text);
    };
    child.stdout.setEncoding('utf8').on('data', (text) => take(text, process.stdout));
    child.stderr.setEncoding('utf8').on('data', (text) => take(text, process.stderr));
    const end = () => void endGroup(child);
    signal?.addEventListener('abort', end, { once: true });
    const timer =
      limit &&
      setTimeout(() => {
        take(`${command} did not end within ${limit / 1000} s\n`, process.stderr);
        end();
      }, limit);
    /** @param {number} code */
    const settle = (code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      take(`${error.message}\n`, process.stderr);
      settle(127);
    });
    child.once('close', (code) => settle(code ?? 1));
  });

/**
 * Ends a detached child and everything it started: first asked, then, after `patience` ms, made to. 0 does not ask.
 * @param {import('node:child_process').ChildProcess} child started with `detached: true`
 * @param {number} [patience]
 * @returns {Promise<void>}
 */
export const endGroup = async (child, patience = 4000) => {
  const { pid } = child;
  if (pid === undefined) return;
  const gone = new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(undefined);
    else child.once('exit', resolve);
  });
  if (patience > 0) {
    signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), patience);
    await gone;
    clearTimeout(timer);
  }
  signalGroup(pid, 'SIGKILL'); // its own children may be left
  await gone;
};

/**
 * @param {number} pid of the first process of a group
 * @param {NodeJS.Signals} signal
 */
export const signalGroup = (pid, signal) => {
  try {
    if (process.platform === 'win32') process.kill(pid, signal);
    else process.kill(-pid, signal);
  } catch {
    // it has ended by itself
  }
};
