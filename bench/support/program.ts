import { fork, type ChildProcess } from 'node:child_process';
import * as path from 'node:path';
import type { Received, Talker, Wave } from './talker.ts';

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

const root = path.resolve(import.meta.dirname, '..');

/** The benchmark's half of a program under measurement. */
export class Program implements Required<Talker>, AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #nextId = 1;

  /** `file` under `bench/`. Whatever it writes to standard error is shown. */
  constructor(file: string, args: readonly string[] = []) {
    this.#name = file;
    const profile = process.env['BENCH_PROFILE'];
    this.#child = fork(path.join(root, file), args, {
      execArgv: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (answer: Answer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    this.#child.once('exit', (code, signal) => {
      for (const done of this.#waiting.values()) done({ id: 0, error: `ended with ${code ?? signal}` });
    });
  }

  open(options: Parameters<Talker['open']>[0]): Promise<void> {
    return this.ask('open', options);
  }

  host(audience: readonly string[]): Promise<string> {
    return this.ask('host', audience);
  }

  join(invitation: string): Promise<void> {
    return this.ask('join', invitation);
  }

  joined(count: number): Promise<void> {
    return this.ask('joined', count);
  }

  send(wave: Wave): Promise<void> {
    return this.ask('send', wave);
  }

  received(wave: Wave): Promise<Received> {
    return this.ask('received', wave);
  }

  stored(): Promise<number> {
    return this.ask('stored');
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    await this.ask('close').catch(() => {});
    if (this.#child.connected) this.#child.disconnect();
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  ask<T>(name: string, params?: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result as T);
        else reject(new Error(`${this.#name}: ${name}: ${error}`));
      });
      this.#child.send({ id, name, params }, (error) => error && reject(error));
    });
  }
}
