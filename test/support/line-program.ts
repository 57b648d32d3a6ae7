import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { patience } from './until.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');

/** A bundled program as a child process, read line by line. Waits are generous and never sleep. */
export class LineProgram {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  #stderr = '';
  #waiting: { readonly test: (line: string) => boolean; readonly hit: (line: string) => void }[] = [];
  readonly #closed: Promise<unknown>;
  readonly #onLine: ((line: string) => void) | undefined;

  /** `via`: a program, with its arguments, that starts it. `onLine` hears every line; without it they are kept. */
  constructor(
    name: 'headless' | 'tracker',
    args: readonly string[],
    { via = [], onLine }: { via?: readonly string[]; onLine?: (line: string) => void } = {},
  ) {
    this.#onLine = onLine;
    const file = path.join(dist, `${name}.js`);
    if (!existsSync(file)) throw new Error(`${file} is missing: run "npm run build" first`);
    const [command = process.execPath, ...all] = [...via, process.execPath, file, ...args];
    this.child = spawn(command, all, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#closed = once(this.child, 'close');
    this.child.stderr?.on('data', (data: Buffer) => (this.#stderr += data.toString()));
    // a child that was killed closes its input under our hands
    this.child.stdin?.on('error', () => {});
    if (this.child.stdout !== null)
      createInterface({ input: this.child.stdout }).on('line', (line) => this.#take(line));
  }

  /** Settles when it has ended, however it ended. */
  get closed(): Promise<unknown> {
    return this.#closed;
  }

  get stderr(): string {
    return this.#stderr;
  }

  write(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** The first line, old or new, that passes; rejects when the program ends or `ms` are over. */
  line(test: (line: string) => boolean, what: string, ms = patience): Promise<string> {
    const old = this.lines.find(test);
    if (old !== undefined) return Promise.resolve(old);
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        clearTimeout(timer);
        reject(new Error(`${what}: ${why}\n${this.lines.slice(-12).join('\n')}\n${this.#stderr.slice(-2000)}`));
      };
      const timer = setTimeout(() => fail(`nothing within ${ms} ms`), ms);
      void this.#closed.then(() => fail('the program ended'));
      this.#waiting.push({
        test,
        hit: (line) => {
          clearTimeout(timer);
          resolve(line);
        },
      });
    });
  }

  /** Ends it and gives its exit code; null after a signal. */
  async end(how: 'SIGKILL' | 'SIGTERM' | 'eof'): Promise<number | null> {
    if (how === 'eof') this.child.stdin?.end();
    else this.child.kill(how);
    await this.#closed;
    return this.child.exitCode;
  }

  #take(line: string): void {
    if (this.#onLine !== undefined) return this.#onLine(line);
    this.lines.push(line);
    const hits = this.#waiting.filter(({ test }) => test(line));
    this.#waiting = this.#waiting.filter((one) => !hits.includes(one));
    for (const { hit } of hits) hit(line);
  }
}
