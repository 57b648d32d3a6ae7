import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Emitter, type LogLevel } from '../../../common/base/index.ts';
import type { OpenOptions } from '../../../src/app/index.ts';
import { inlineEngine } from '../../../src/app/inline-engine.ts';
import { workerEngine } from '../../../src/app/worker-engine.ts';
import { openService, type ChatService, type EngineStatus, type SpawnEngine } from '../../../src/client/index.ts';
import { EngineServer } from '../../../src/engine/index.ts';
import { ManualClock } from '../manual-clock.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { until } from '../until.ts';

export type Fault = 'throw' | 'frame' | 'uncaught' | 'disk' | 'reject' | 'memory' | 'exit' | 'hang';

/** MiB that such an engine may use: it is soon at its end. */
const memory = 96;

/** A service whose engine, in a thread of its own or inline, misbehaves when told to. The supervisor's clock is the test's. */
export class SupervisedRig implements AsyncDisposable {
  readonly clock = new ManualClock();
  readonly lines: string[] = [];
  readonly statuses: EngineStatus[] = [];
  readonly level = new Emitter<LogLevel>();
  /** Threads that have been started, and that have ended. */
  started = 0;
  ended = 0;
  readonly folder: string;
  readonly #dispose: () => PromiseLike<void>;
  readonly #services: ChatService[] = [];
  readonly #inline: boolean;

  private constructor(folder: Awaited<ReturnType<typeof temporaryFolder>>, inline: boolean) {
    this.#inline = inline;
    this.folder = folder.path;
    this.#dispose = () => folder[Symbol.asyncDispose]();
    process.env['P2P_CHAT_FAULT'] = path.join(this.folder, 'fault');
  }

  static async make(where: 'thread' | 'inline' = 'thread'): Promise<SupervisedRig> {
    // from then on every engine of this thread has faults
    if (where === 'inline') await import('./faults.ts');
    return new SupervisedRig(await temporaryFolder(), where === 'inline');
  }

  get options(): OpenOptions {
    return {
      data: path.join(this.folder, 'data'),
      workers: path.join(import.meta.dirname, '../../../dist'),
      logger: { log: (level, message) => void this.lines.push(`${level} ${message}`) },
      level: { current: 'info', onDidChange: this.level.event },
      settings: { listenHost: '127.0.0.1', listenPort: 0 },
    };
  }

  get status(): EngineStatus | undefined {
    return this.statuses.at(-1);
  }

  async open(options: Partial<OpenOptions> = {}): Promise<ChatService | 'locked'> {
    const file = path.join(import.meta.dirname, '../../../out-test/faulty-engine.mjs');
    const spawn: SpawnEngine = (refused, on) => {
      this.started++;
      const exited = (): void => {
        this.ended++;
        on.exited();
      };
      const all = { ...this.options, ...options };
      const start = this.#inline ? inlineEngine(EngineServer, all) : workerEngine(file, all, memory);
      return start(refused, { ...on, exited });
    };
    const service = await openService({
      spawn,
      clock: this.clock,
      logger: this.options.logger,
      onEngine: (status) => this.statuses.push(status),
    });
    if (service !== 'locked') this.#services.push(service);
    return service;
  }

  async opened(options?: Partial<OpenOptions>): Promise<ChatService> {
    const service = await this.open(options);
    if (service === 'locked') throw new Error('somebody has the data');
    return service;
  }

  /** What the engine does from its next call on. */
  fault(what: Fault | undefined): void {
    const file = path.join(this.folder, 'fault');
    if (what === undefined) rmSync(file, { force: true });
    else writeFileSync(file, what);
  }

  /** Waits until the engine has ended by its fault. The next one has none. */
  async failed(): Promise<void> {
    await this.until('restarting');
    this.fault(undefined);
  }

  async until(kind: EngineStatus['kind']): Promise<void> {
    await until(
      () => this.status?.kind === kind,
      () => `${kind}, not ${JSON.stringify(this.status)}\n${this.lines.join('\n')}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.fault(undefined);
    await Promise.all(this.#services.map((service) => service.close()));
    await until(() => this.ended === this.started, 'the end of every thread');
    await this.#dispose();
  }
}
