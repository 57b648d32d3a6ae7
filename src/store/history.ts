import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../common/base/index.ts';
import type {
  AboutQuery,
  Batch,
  FindQuery,
  Loaded,
  Page,
  PagedEntry,
  PageQuery,
  RangeQuery,
  StoredEntry,
} from '../../common/model/index.ts';
import type { Answer, CallName, Calls } from './calls.ts';

type Done = (answer: Answer) => void;

/** Milliseconds. An editor gives its extensions 5 s to end. */
const closeWithin = 4000;

export interface HistoryOptions {
  /** `history-worker`, bundled or as source. */
  readonly workerFile: string | URL;
  /** The database; its folder exists. */
  readonly file: string;
}

/** The signed logs of one account, in SQLite in a worker thread. Answers come in the order of the calls. */
export class History {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Done>();
  readonly #exited: Promise<void>;
  #nextId = 1;
  #dead: AppError | undefined;

  private constructor(worker: Worker, opened: Done) {
    this.#worker = worker;
    this.#waiting.set(0, opened);
    worker.on('message', (answer: Answer) => {
      const done = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      done?.(answer);
    });
    worker.on('error', (error) => this.#fail(new AppError('INTERNAL', `the history stopped: ${String(error)}`)));
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#fail(new AppError('INTERNAL', 'the history is closed'));
        resolve();
      });
    });
  }

  /** LOCKED while another process has the file, NEWER_DATA if a newer program wrote it, DISK_FULL, DISK_ERROR, DATA_DAMAGED, INTERNAL. */
  static async open({ workerFile, file }: HistoryOptions): Promise<History> {
    const history = await new Promise<History>((resolve, reject) => {
      const worker = new Worker(workerFile, { workerData: { file } });
      const made = new History(worker, (answer) => {
        if ('code' in answer) reject(new AppError(answer.code, answer.message));
        else resolve(made);
      });
    });
    return history;
  }

  load(): Promise<Loaded> {
    return new Promise((resolve, reject) => {
      this.#call('load', undefined, (answer) => {
        if (answer instanceof AppError) reject(answer);
        else resolve(answer);
      });
    });
  }

  /** One transaction; `done` without an error means that it is on disk. */
  append(batch: Batch, done: (error: AppError | undefined) => void): void {
    this.#call('append', batch, (answer) => done(answer instanceof AppError ? answer : undefined));
  }

  probe(done: (error: AppError | undefined) => void): void {
    this.#call('probe', undefined, done);
  }

  page(query: PageQuery, done: (answer: Page | AppError) => void): void {
    this.#call('page', query, done);
  }

  find(query: FindQuery, done: (answer: readonly PagedEntry[] | AppError) => void): void {
    this.#call('find', query, done);
  }

  about(query: AboutQuery, done: (answer: readonly PagedEntry[] | AppError) => void): void {
    this.#call('about', query, done);
  }

  range(query: RangeQuery, done: (answer: readonly StoredEntry[] | AppError) => void): void {
    this.#call('range', query, done);
  }

  /** After everything asked before, but no later than in 4 s: a disk that hangs keeps nobody here. Never rejects. */
  async close(): Promise<void> {
    this.#call('close', undefined, () => {});
    const late = new AbortController();
    const timer = sleep(closeWithin, 'late', { signal: late.signal }).catch(() => 'in time');
    const first = await Promise.race([this.#exited, timer]);
    late.abort();
    await timer;
    if (first !== 'late') return;
    // it ends once the disk answers, if ever; what it was asked is lost or kept whole, as by a crash
    this.#worker.unref();
    void this.#worker.terminate();
  }

  #call<N extends CallName>(name: N, params: Calls[N][0], done: (answer: Calls[N][1] | AppError) => void): void {
    const dead = this.#dead;
    // answers are later events, this one too
    if (dead !== undefined) return queueMicrotask(() => done(dead));
    const id = this.#nextId++;
    this.#waiting.set(id, (answer) => {
      done('code' in answer ? new AppError(answer.code, answer.message) : (answer.result as Calls[N][1]));
    });
    this.#worker.postMessage({ id, name, params });
  }

  #fail(error: AppError): void {
    this.#dead ??= error;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [id, done] of waiting) done({ id, code: error.code, message: error.message });
  }
}
