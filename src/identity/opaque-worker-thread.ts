import { Worker } from 'node:worker_threads';
import { AppError, type Disposable } from '../../common/base/index.ts';
import type { OpaqueCall, OpaqueParams, OpaqueReply, OpaqueResult } from './opaque-worker-protocol.ts';

interface Pending {
  resolve(result: OpaqueResult<OpaqueCall>): void;
  reject(error: AppError): void;
}

/** One run of the worker. Every call settles: by its reply, or by the worker's end, whatever the reason. */
export class OpaqueWorkerThread implements Disposable {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #onEnd: () => void;
  /** Resolves when the thread is gone. */
  readonly exit: Promise<unknown>;
  #lastId = 0;

  /** `onEnd` is called once the worker can take no more calls. */
  constructor(file: string | URL, onEnd: () => void) {
    this.#onEnd = onEnd;
    // the editor's own flags may be none that a worker accepts
    this.#worker = new Worker(file, { execArgv: [] });
    this.#worker.on('message', (reply: OpaqueReply) => this.#onReply(reply));
    this.#worker.on('error', (error) => this.#end(`The password worker failed: ${String(error)}`));
    this.exit = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.once('exit', () => this.#end('The password worker ended.'));
  }

  get busy(): boolean {
    return this.#pending.size > 0;
  }

  call<C extends OpaqueCall>(call: C, params: OpaqueParams<C>): Promise<OpaqueResult<C>> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, call, params });
    });
  }

  dispose(): void {
    this.#end('The password worker was stopped.');
  }

  #onReply(reply: OpaqueReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if ('error' in reply) pending?.reject(new AppError('INTERNAL', `OPAQUE refused its input: ${reply.error}`));
    else pending?.resolve(reply.result);
  }

  #end(why: string): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    void this.#worker.terminate();
    this.#onEnd();
    for (const call of pending) call.reject(new AppError('INTERNAL', why));
  }
}
