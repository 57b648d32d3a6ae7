import { execFileSync } from 'node:child_process';
import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** Mounting is for root on Linux. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** Whether tests may have small disks. In CI their absence is a failure, elsewhere what needs them is left out, loudly. */
export const smallDisks = (): boolean => {
  if (canMount) return true;
  const why = 'NO SMALL DISKS HERE (it takes root on Linux): what needs them is left out';
  if (process.env['CI'] === 'true') throw new Error(why);
  process.stderr.write(`${why}\n`);
  return false;
};

/** A disk of a few MiB, in memory, that can be filled and emptied. */
export class SmallDisk implements Disposable {
  readonly path: string;
  readonly #filler: string;
  readonly #atExit = (): void => this[Symbol.dispose]();

  constructor(mebibytes: number) {
    this.path = mkdtempSync(path.join(tmpdir(), 'p2pchat-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', this.path]);
    process.once('exit', this.#atExit);
    this.#filler = path.join(this.path, 'filler');
  }

  /** Until nothing more fits, but for so many bytes. */
  fill(left = 0): void {
    const file = openSync(this.#filler, 'a');
    let chunk = Buffer.alloc(64 * 1024, 1);
    try {
      while (chunk.length > 0) {
        try {
          writeSync(file, chunk);
        } catch {
          chunk = chunk.subarray(0, chunk.length >> 1);
        }
      }
      if (left > 0) ftruncateSync(file, Math.max(0, fstatSync(file).size - left));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler, { force: true });
  }

  [Symbol.dispose](): void {
    process.off('exit', this.#atExit);
    execFileSync('umount', ['-l', this.path]);
    rmSync(this.path, { recursive: true });
  }
}
