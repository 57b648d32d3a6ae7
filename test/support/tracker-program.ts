import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export const trackerProgram = join(import.meta.dirname, '../../tracker-server/src/main.ts');

/** The tracker as a process, from its source. */
export const runTracker = (...args: string[]): ChildProcessByStdio<null, Readable, Readable> =>
  spawn(process.execPath, [trackerProgram, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

/** How a run ends that is expected to end by itself. */
export const trackerEnds = async (...args: string[]): Promise<{ code: unknown; sentence: string; output: string }> => {
  const child = runTracker(...args);
  const [[code], sentence, output] = await Promise.all([once(child, 'exit'), text(child.stderr), text(child.stdout)]);
  return { code, sentence, output };
};

/** A tracker that serves: `await using tracker = await servingTracker('--data', folder)`. */
export class ServingTracker implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exit: Promise<unknown[]>;
  readonly url: string;
  readonly id: string;
  readonly #log: () => string;

  private constructor(child: ServingTracker['child'], exit: Promise<unknown[]>, ready: string, log: () => string) {
    this.#child = child;
    this.#exit = exit;
    this.#log = log;
    this.url = /wss?:\S+/.exec(ready)?.[0] ?? '';
    this.id = / id ([0-9a-f]{64})/.exec(ready)?.[1] ?? '';
  }

  /** Rejects with what it says if it ends. */
  static async start(...args: string[]): Promise<ServingTracker> {
    const child = runTracker('--port', '0', ...args);
    let log = '';
    child.stderr.on('data', (data: Buffer) => (log += data.toString()));
    const exit = once(child, 'exit');
    const ready = once(child.stdout, 'data').then(([line]) => (line as Buffer).toString());
    const failed = exit.then(() => Promise.reject(new Error(`the tracker ended: ${log}`)));
    failed.catch(() => {});
    return new ServingTracker(child, exit, await Promise.race([ready, failed]), () => log);
  }

  get child(): ChildProcessByStdio<null, Readable, Readable> {
    return this.#child;
  }

  /** What it has said so far. */
  get log(): string {
    return this.#log();
  }

  /** The exit code; null after a signal. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<unknown> {
    this.#child.kill(signal);
    return (await this.#exit)[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGKILL');
  }
}
