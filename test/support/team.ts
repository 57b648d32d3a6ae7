import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { HeadlessPeer } from './headless-peer.ts';
import { LineProgram } from './line-program.ts';

export const password = 'correct horse battery';

/** A tracker and headless peers in processes of their own, in a folder that goes with them. */
export class Team {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'p2pchat-'));
  /** Everybody who was started, in that order. */
  readonly peers: HeadlessPeer[] = [];
  readonly #programs = new Set<LineProgram>();
  #tracker: LineProgram | undefined;
  #port = 0;

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  get trackerData(): string {
    return path.join(this.folder, 'tracker');
  }

  get tracker(): LineProgram {
    if (this.#tracker === undefined) throw new Error('the tracker is not running');
    return this.#tracker;
  }

  /** Starts it, on the same port as before. */
  async startTracker(...more: string[]): Promise<void> {
    const args = [...more, '--port', String(this.#port), '--data', this.trackerData, '--limits', 'off'];
    this.#tracker = this.#own(new LineProgram('tracker', args));
    const line = await this.#tracker.line((text) => text.includes('listening on'), 'ready line of the tracker');
    this.#port = Number(/:(\d+) data /.exec(line)?.[1]);
  }

  /** `via`: a program, with its arguments, that starts it. */
  peer(name: string, via: readonly string[] = []): HeadlessPeer {
    const peer = new HeadlessPeer(this.url, path.join(this.folder, name), via);
    this.#own(peer.program);
    this.peers.push(peer);
    return peer;
  }

  async registered(name: string): Promise<HeadlessPeer> {
    const peer = this.peer(name);
    await peer.do('register', { username: name, password });
    return peer;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#programs].map((program) => program.end('SIGKILL')));
    rmSync(this.folder, { recursive: true, force: true });
  }

  #own(program: LineProgram): LineProgram {
    this.#programs.add(program);
    return program;
  }
}
