import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { AppError, type Logger, type LogLevel } from '../../common/base/index.ts';
import {
  engineLimits,
  portOf,
  type EngineStart,
  type FromEngineControl,
  type Handling,
  type NodePort,
  type ToEngineControl,
} from '../../common/protocol/chat/index.ts';
import { keepPrivate, tryAcquire } from '../store/index.ts';
import { webSocketFactory, type OpenSocket } from '../tracker-client/index.ts';
import { Guard } from './core/guard.ts';
import { LogLines } from './core/log-lines.ts';
import { RecentLines } from './core/recent-lines.ts';
import { RemoteSockets } from './core/remote-sockets.ts';
import { Engine } from './engine.ts';

type Heard = ToEngineControl<MessagePort>;

export interface EngineHome {
  /** Nothing that could still be let go of is left. Called once. */
  end(how: 'closed' | 'failed'): void;
  /** With `end` everything goes, whatever state it is in: after a defect nothing of it is run any more. */
  readonly endsAtOnce: boolean;
}

/** One engine behind a control port: told to start, to take clients and to close, and says how it is. */
export class EngineServer {
  readonly #port: NodePort;
  readonly #home: EngineHome;
  readonly #recent = new RecentLines();
  readonly #sockets = new RemoteSockets((id, wish) => this.#say({ type: 'socket', id, wish }));
  readonly #lines = new LogLines((level, message) => this.#say({ type: 'log', level, message }));
  readonly #guard = new Guard((error, handling) => this.#onDefect(error, handling));
  readonly #beat: NodeJS.Timeout;
  #engine: Engine | undefined;
  #closing = false;
  #failed = false;
  #ended = false;
  #rejections = 0;

  constructor(port: NodePort, home: EngineHome) {
    this.#port = port;
    this.#home = home;
    this.#beat = setInterval(() => this.#say({ type: 'alive' }), engineLimits.heartbeat);
    port.on('message', (message) => this.#guard.run(() => this.#hear(message as Heard)));
  }

  /** Nobody has caught it: the state of whatever threw it is unknown. */
  onUncaught(error: unknown): void {
    this.#onDefect(error, this.#guard.handling);
  }

  /** Something has failed for which nobody waited. The engine goes on. */
  onUnhandledRejection(error: unknown): void {
    this.#log('error', `unhandled rejection ${++this.#rejections}: ${stackOf(error)}`);
  }

  /** Inline: the process may end while it still runs. */
  unref(): void {
    this.#beat.unref();
  }

  #hear(message: Heard): void {
    switch (message.type) {
      case 'start':
        return void this.#start(message.options);
      case 'connect':
        return void this.#engine?.connect(portOf(message.port), message.options);
      case 'level':
        this.#lines.level = message.level;
        return;
      case 'read':
        return this.#lines.read(message.lines);
      case 'socket':
        return this.#sockets.hear(message.id, message.news);
      case 'close':
        return void this.#close();
    }
  }

  async #start(options: EngineStart): Promise<void> {
    this.#lines.level = options.level;
    try {
      this.#say({ type: 'progress', step: 'lock' });
      mkdirSync(options.data, { recursive: true, mode: 0o700 });
      keepPrivate(options.data, 'folder');
      const lock = tryAcquire(path.join(options.data, 'leader.db'));
      if (lock === undefined) {
        this.#say({ type: 'locked' });
        return this.#finish();
      }
      this.#engine = new Engine(this.#options(options), lock);
      await this.#engine.resume();
      if (!this.#closing && !this.#failed) this.#say({ type: 'ready' });
    } catch (error) {
      if (this.#closing || this.#failed) return;
      const { code, message } = AppError.from(error);
      if (code === 'INTERNAL') this.#log('error', `opening: ${stackOf(error)}`);
      this.#say({ type: 'failed', code, message });
      await this.#close();
    }
  }

  #options(start: EngineStart): ConstructorParameters<typeof Engine>[0] {
    const logger: Logger = { log: (level, message) => this.#log(level, message) };
    return {
      ...start,
      logger,
      trace: (event, data) => this.#recent.add(() => (data === undefined ? event : `${event} ${JSON.stringify(data)}`)),
      guard: this.#guard,
      openSocket: this.#openSocket(start),
      progress: (step) => this.#say({ type: 'progress', step }),
      fail: (error) => this.#lastWord(error, this.#guard.handling),
    };
  }

  #openSocket({ hostSockets }: EngineStart): OpenSocket {
    const own = webSocketFactory();
    if (hostSockets === 'none') return own;
    return (url, events) =>
      hostSockets === 'all' || url.startsWith('wss:') ? this.#sockets.open(url, events) : own(url, events);
  }

  #onDefect(error: unknown, handling: Handling | undefined): void {
    // a code that somebody chose says more: that the disk is why, above all
    const { code } = AppError.from(error);
    this.#lastWord(new AppError(code, stackOf(error)), handling);
  }

  #lastWord({ code, message }: AppError, handling: Handling | undefined): void {
    if (this.#ended || this.#failed) return;
    const lines = this.#recent.all();
    this.#say({ type: 'lastWord', code, message, lines, ...(handling && { handling }) });
    this.#failed = true;
    this.#guard.stop();
    if (this.#home.endsAtOnce) this.#finish();
    else void this.#close();
  }

  /** Never rejects. */
  async #close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    try {
      await this.#engine?.close();
    } catch (error) {
      this.#log('error', `closing: ${stackOf(error)}`);
    }
    this.#finish();
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearInterval(this.#beat);
    this.#home.end(this.#failed ? 'failed' : 'closed');
  }

  #log(level: LogLevel, message: string): void {
    this.#recent.add(() => `${level} ${message}`);
    this.#lines.log(level, message);
  }

  #say(message: FromEngineControl): void {
    this.#port.postMessage(message);
  }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
