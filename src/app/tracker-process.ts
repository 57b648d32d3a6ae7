import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as path from 'node:path';
import { AppError, parseTrackerAddress, type Logger } from '../../common/base/index.ts';
import { checkName } from '../../common/text/index.ts';
import { askHealth, type Answer } from '../tracker-client/index.ts';

export interface LocalTrackerOptions {
  /** The bundled tracker. */
  readonly program: string;
  /** Folder of its database, its log and our note about it. */
  readonly data: string;
  readonly port: number;
  /** Who may come: people on this computer, or everybody on its networks too. */
  readonly reach: TrackerReach;
  readonly logger: Logger;
}

export type TrackerReach = 'loopback' | 'all';

const hosts: Readonly<Record<TrackerReach, string>> = { loopback: '127.0.0.1', all: '0.0.0.0' };

/** People who type its address see whose it is. */
const ownName = (): readonly string[] => {
  const [name = ''] = hostname().split('.');
  return checkName(name) === undefined ? [] : ['--name', name];
};

export const logFile = (data: string): string => path.join(data, 'tracker.log');

/** Starts a detached tracker that outlives this window. Its process id; rejects with INTERNAL. */
export const spawnTracker = async ({ program, data, port, reach }: LocalTrackerOptions): Promise<number> => {
  const log = await open(logFile(data), 'a', 0o600);
  try {
    const args = [program, '--host', hosts[reach], '--port', String(port), '--data', data, ...ownName()];
    const child = spawn(process.execPath, args, {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      // a desktop editor's own executable is Node only when told so
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    return await new Promise((resolve, reject) => {
      child.once('error', (error) =>
        reject(new AppError('INTERNAL', `the tracker cannot be started: ${error.message}`)),
      );
      child.once('spawn', () => {
        child.unref();
        resolve(child.pid ?? 0);
      });
    });
  } finally {
    await log.close();
  }
};

/** What answers on this port of this machine. */
export const healthOf = async (port: number): Promise<Answer> => {
  const here = parseTrackerAddress(`ws://${hosts.loopback}:${port}`);
  if (typeof here === 'string') throw new AppError('INTERNAL', `${port} is no port`);
  return askHealth(here);
};

/** The tracker's id, if one answers on this port of this machine. */
export const idAt = async (port: number): Promise<string | undefined> => {
  const answer = await healthOf(port);
  return answer.kind === 'tracker' ? answer.tracker.id : undefined;
};

export const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

export const end = (pid: number): void => {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // it has ended by itself
  }
};
