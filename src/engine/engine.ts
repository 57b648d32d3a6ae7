import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import type { Disposable } from '../../common/base/index.ts';
import type { ConnectOptions, EnginePort } from '../../common/protocol/chat/index.ts';
import { OpaqueClient } from '../identity/index.ts';
import { Accounts } from './accounts.ts';
import { EngineCore, type EngineEnv } from './core/engine-core.ts';
import type { Guard } from './core/guard.ts';
import { guardedPort } from './guarded.ts';
import { nodeTurn } from '../runtime/index.ts';
import type { EngineOptions } from './options.ts';
import { nobodysState, sessionState } from './session-state.ts';

/** Everything that decides and everything that touches network or disk, for one installation. Its clients come over ports. */
export class Engine {
  readonly #lock: { release(): void };
  readonly #opaque: OpaqueClient;
  readonly #accounts: Accounts;
  readonly #core: EngineCore;
  readonly #guard: Guard;
  #closing: Promise<void> | undefined;

  /** `lock` is released when the engine has closed. */
  constructor(options: EngineOptions, lock: { release(): void }) {
    const { guard } = options;
    this.#lock = lock;
    this.#guard = guard;
    this.#opaque = new OpaqueClient({ workerFile: path.join(options.workers, 'opaque-worker.js') });
    const nobody = nobodysState(() => this.#accounts.presence);
    this.#accounts = new Accounts(options, this.#opaque, {
      emit: (event) => this.#core.emit(event),
      changed: (change) => this.#core.changed(change),
      lost: (error) => options.fail(error),
      onSession: (session) =>
        this.#core.attach(
          session === undefined ? { state: nobody } : { state: sessionState(session), handlers: session.chat.handlers },
        ),
    });
    const env: EngineEnv = {
      epoch: randomUUID(),
      logger: options.logger,
      turn: (run) => nodeTurn(() => guard.run(run)),
      handle: (handling, run) => guard.handle(handling, run),
    };
    this.#core = new EngineCore(env, this.#accounts.handlers, { state: nobody });
  }

  /** Goes on with the account of last time, if there is one. Rejects with AppError. */
  resume(): Promise<void> {
    return this.#accounts.resume();
  }

  connect(port: EnginePort, options?: ConnectOptions): Disposable {
    return this.#core.connect(guardedPort(port, this.#guard), options);
  }

  /** Rejects only where what it stands on has a defect; everything is let go of then, too. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    try {
      await this.#accounts.close();
      this.#core.dispose();
    } finally {
      this.#opaque.dispose();
      this.#lock.release();
    }
  }
}
