import { readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { AppError, formatAddress } from '../../common/base/index.ts';
import { teamHosts } from '../engine/index.ts';
import { alive, end, healthOf, idAt, logFile, spawnTracker, type LocalTrackerOptions } from './tracker-process.ts';

/** `id` is empty until the tracker has answered: a window that dies meanwhile leaves it findable. */
const noteShape = z.object({
  pid: z.int().positive(),
  port: z.int().positive(),
  id: z.string().max(64),
  /** Older notes have none: their trackers are for this computer. */
  reach: z.enum(['loopback', 'all']).default('loopback'),
});
type Note = z.infer<typeof noteShape>;

export interface StartedTracker {
  /** For this computer. */
  readonly url: string;
  /** It ran already, for the same people. */
  readonly reused: boolean;
  /** "host:port" for others to type, the likeliest first; empty where nobody else can come. */
  readonly addresses: readonly string[];
}

const startTimeout = 20_000;
const stopTimeout = 10_000;
const pollEvery = 100;

/** One detached tracker process of this machine, shared by all windows: found again by its note and its `/healthz`. */
export class LocalTracker {
  readonly #options: LocalTrackerOptions;

  constructor(options: LocalTrackerOptions) {
    this.#options = options;
  }

  /**
   * Starts it, or finds it running; one that runs for others than those wanted is started anew. PORT_IN_USE when something else has the
   * port, INTERNAL when it does not come up.
   */
  async start(): Promise<StartedTracker> {
    const { port, data, reach } = this.#options;
    const started = { url: `ws://127.0.0.1:${port}`, addresses: this.#addresses };
    const note = await this.#note();
    const present = await healthOf(port);
    if (present.kind === 'tracker') {
      const { id, name } = present.tracker;
      if (note === undefined || !isOurs(note, port, id))
        throw new AppError('PORT_IN_USE', `another tracker already uses port ${port}`, { port, tracker: name });
      await this.#write({ ...note, id });
      if (note.reach === reach) return { ...started, reused: true };
      await this.stop();
    }
    await mkdir(data, { recursive: true, mode: 0o700 });
    const pid = await spawnTracker(this.#options);
    await this.#write({ pid, port, reach, id: '' });
    await this.#write({ pid, port, reach, id: await this.#waitUp(pid) });
    return { ...started, reused: false };
  }

  /** True if it was running and has ended. */
  async stop(): Promise<boolean> {
    const note = await this.#note();
    if (note === undefined) return false;
    // a process id alone may be somebody else's by now
    const running = isOurs(note, note.port, await idAt(note.port));
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
    return note !== undefined && isOurs(note, note.port, await idAt(note.port)) ? 'running' : 'stopped';
  }

  get #addresses(): readonly string[] {
    const { port, reach } = this.#options;
    return reach === 'all' ? teamHosts().map((host) => formatAddress({ host, port })) : [];
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

  async #waitUp(pid: number): Promise<string> {
    const until = Date.now() + startTimeout;
    while (Date.now() < until) {
      // ours first: on a port that was taken meanwhile somebody else would answer
      if (!alive(pid)) break;
      const id = await idAt(this.#options.port);
      if (id !== undefined && alive(pid)) return id;
      await sleep(pollEvery);
    }
    const tail = await readFile(logFile(this.#options.data), 'utf8').catch(() => '');
    const last = tail.trimEnd().split('\n').at(-1) ?? '';
    if (/in use/i.test(last)) throw new AppError('PORT_IN_USE', last, { port: this.#options.port });
    end(pid);
    throw new AppError('INTERNAL', `the tracker did not start: ${last}`);
  }
}

/** Whether the tracker that answers on the port, if one does, is the one of the note. */
const isOurs = (note: Note, port: number, id: string | undefined): boolean =>
  id !== undefined && (note.id === id || (note.id === '' && note.port === port && alive(note.pid)));
