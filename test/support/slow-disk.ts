import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** The library is made on the spot. */
export const canSlowSyncs = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;

/** What makes each sync of a program take as long as is said here; a new word counts from the next sync on. */
export class SlowDisk implements Disposable {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'p2pchat-slow-'));
  readonly #library = path.join(this.#folder, 'slow-sync.so');
  readonly #word = path.join(this.#folder, 'word');

  constructor() {
    const source = path.join(import.meta.dirname, 'slow-sync.c');
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-Wall', '-Werror', '-o', this.#library, source, '-ldl']);
    this.syncsTake(0);
  }

  /** Starts a program on such a disk. */
  get via(): readonly string[] {
    return ['env', `LD_PRELOAD=${this.#library}`, `SLOW_SYNC=${this.#word}`];
  }

  /** The environment of a program of Node's whose children are on such a disk: an editor keeps no LD_PRELOAD for them. */
  forChildren(node: string): Readonly<Record<string, string>> {
    const wrapper = path.join(this.#folder, 'node');
    writeFileSync(wrapper, `#!/bin/sh\nexec ${this.via.join(' ')} ${node} "$@"\n`, { mode: 0o755 });
    const hook = path.join(this.#folder, 'children.cjs');
    writeFileSync(hook, `process.execPath = ${JSON.stringify(wrapper)};\n`);
    return { NODE_OPTIONS: `--require ${hook}` };
  }

  /** Milliseconds beyond what it takes anyway. Also the end of a hang. */
  syncsTake(ms: number): void {
    this.#say(String(ms));
  }

  /** No sync returns until something else is said. */
  hang(): void {
    this.#say('hang');
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }

  #say(word: string): void {
    writeFileSync(`${this.#word}.new`, word);
    renameSync(`${this.#word}.new`, this.#word);
  }
}
