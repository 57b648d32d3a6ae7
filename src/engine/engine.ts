import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { toDisposable, type Disposable } from '../../common/base/index.ts';
import type { EnginePort } from '../../common/protocol/chat/index.ts';
import { OpaqueClient } from '../identity/index.ts';
import { Accounts } from './accounts.ts';
import { EngineCore, type ConnectOptions } from './core/engine-core.ts';
import type { OpenOptions } from './options.ts';
import { nobodysState, sessionState } from './session-state.ts';

/** Everything that decides and everything that touches network or disk, for one installation. Its clients come over ports. */
export class Engine {
  readonly #lock: { release(): void };
  readonly #opaque: OpaqueClient;
  readonly #accounts: Accounts;
  readonly #core: EngineCore;
  #closing: Promise<void> | undefined;

  /** `lock` is released when the engine has closed. */
  constructor(options: OpenOptions, lock: { release(): void }) {
    this.#lock = lock;
    this.#opaque = new OpaqueClient({ workerFile: path.join(options.workers, 'stretch-worker.js') });
    const nobody = nobodysState(() => this.#accounts.presence);
    this.#accounts = new Accounts(options, this.#opaque, {
      emit: (event) => this.#core.emit(event),
      changed: (change) => this.#core.changed(change),
      onSession: (session) =>
        this.#core.attach(
          session === undefined ? { state: nobody } : { state: sessionState(session), handlers: session.chat.handlers },
        ),
    });
    const env = { epoch: randomUUID(), logger: options.logger, turn: nodeTurn };
    this.#core = new EngineCore(env, this.#accounts.handlers, { state: nobody });
  }

  /** Goes on with the account of last time, if there is one. Rejects with AppError. */
  resume(): Promise<void> {
    return this.#accounts.resume();
  }

  connect(port: EnginePort, options?: ConnectOptions): Disposable {
    return this.#core.connect(port, options);
  }

  /** Never rejects. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await this.#accounts.close();
    this.#core.dispose();
    this.#opaque.dispose();
    this.#lock.release();
  }
}

const nodeTurn = (run: () => void): Disposable => {
  const immediate = setImmediate(run);
  return toDisposable(() => clearImmediate(immediate));
};
