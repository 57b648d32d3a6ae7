import { spawn } from 'node:child_process';
import { open, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { AppError, type Logger } from '../../common/base/index.ts';

export interface LocalTrackerOptions {
  /** The bundled tracker. */
  readonly program: string;
  /** Folder of its database, its log and our note about it. */
  readonly data: string;
  readonly port: number;
  readonly logger: Logger;
}

/** `id` is empty until the tracker has answered: a window that dies meanwhile leaves it findable. */
const noteShape = z.object({ pid: z.int().positive(), port: z.int().positive(), id: z.string().max(64) });
type Note = z.infer<typeof noteShape>;
const health = z.object({ ok: z.literal(true), id: z.string().regex(/^[0-9a-f]{64}$/) });

const startTimeout = 20_000;
const stopTimeout = 10_000;
const pollEvery = 100;

/** One detached tracker process of this machine, shared by all windows: found again by its note and its `/healthz`. */
export class LocalTracker {
  readonly #options: LocalTrackerOptions;

  constructor(options: LocalTrackerOptions) {
    this.#options = options;
  }

  /** Starts it, or finds it running. PORT_IN_USE when something else has the port, INTERNAL when it does not come up. */
  async start(): Promise<{ url: string; reused: boolean }> {
    const { port, data } = this.#options;
    const url = `ws://127.0.0.1:${port}`;
    const present = await healthOf(port);
    if (present !== undefined) {
      const note = await this.#note();
      if (note !== undefined && isOurs(note, port, present)) {
        await this.#write({ ...note, id: present });
        return { url, reused: true };
      }
      throw new AppError('PORT_IN_USE', `another tracker already uses port ${port}`, { port });
    }
    await mkdir(data, { recursive: true, mode: 0o700 });
    const pid = await this.#spawn();
    await this.#write({ pid, port, id: '' });
    await this.#write({ pid, port, id: await this.#waitUp(pid) });
    return { url, reused: false };
  }

  /** True if it was running and has ended. */
  async stop(): Promise<boolean> {
    const note = await this.#note();
    if (note === undefined) return false;
    // a process id alone may be somebody else's by now
    const running = isOurs(note, note.port, await healthOf(note.port));
    if (running) {
      end(note.pid);
      const until = Date.now() + stopTimeout;
      while (alive(note.pid) && Date.now() < until) await sleep(pollEvery);
      if (alive(note.pid)) throw new AppError('INTERNAL', 'the local tracker did not stop');
    }
    await rm(this.#noteFile, { force: true });
    return running;
  }

  async status(): Promise<'running' | 'stopped'> {
    const note = await this.#note();
    return note !== undefined && isOurs(note, note.port, await healthOf(note.port)) ? 'running' : 'stopped';
  }

  get #noteFile(): string {
    return path.join(this.#options.data, 'local-tracker.json');
  }

  async #write(note: Note): Promise<void> {
    await writeFile(this.#noteFile, JSON.stringify(note), { mode: 0o600 });
  }

  async #note(): Promise<Note | undefined> {
    try {
      return noteShape.parse(JSON.parse(await readFile(this.#noteFile, 'utf8')));
    } catch {
      return undefined;
    }
  }

  async #spawn(): Promise<number> {
    const { program, data, port } = this.#options;
    const log = await open(path.join(data, 'tracker.log'), 'a', 0o600);
    try {
      const args = [program, '--host', '127.0.0.1', '--port', String(port), '--data', data];
      const child = spawn(process.execPath, args, {
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        // a desktop editor's own executable is Node only when told so
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      });
      return await new Promise((resolve, reject) => {
        child.once('error', (error) =>
          reject(new AppError('INTERNAL', `could not start the tracker: ${error.message}`)),
        );
        child.once('spawn', () => {
          child.unref();
          resolve(child.pid ?? 0);
        });
      });
    } finally {
      await log.close();
    }
  }

  async #waitUp(pid: number): Promise<string> {
    const until = Date.now() + startTimeout;
    while (Date.now() < until) {
      // ours first: on a port that was taken meanwhile somebody else would answer
      if (!alive(pid)) break;
      const id = await healthOf(this.#options.port);
      if (id !== undefined && alive(pid)) return id;
      await sleep(pollEvery);
    }
    const tail = await readFile(path.join(this.#options.data, 'tracker.log'), 'utf8').catch(() => '');
    const last = tail.trimEnd().split('\n').at(-1) ?? '';
    if (/in use/i.test(last)) throw new AppError('PORT_IN_USE', last, { port: this.#options.port });
    end(pid);
    throw new AppError('INTERNAL', `the tracker did not start: ${last}`);
  }
}

/** Whether the tracker that answers on the port, if one does, is the one of the note. */
const isOurs = (note: Note, port: number, id: string | undefined): boolean =>
  id !== undefined && (note.id === id || (note.id === '' && note.port === port && alive(note.pid)));

/** The tracker's id, if one answers on this port of this machine. */
const healthOf = async (port: number): Promise<string | undefined> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2000) });
    return health.parse(await answer.json()).id;
  } catch {
    return undefined;
  }
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const end = (pid: number): void => {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // it has ended by itself
  }
};
