import { closeSync, fdatasync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AppError, diskError, type Clock, type Crypto } from '../../common/base/index.ts';
import type {
  AboutQuery,
  AsideLog,
  AsideQuery,
  Batch,
  FindQuery,
  Loaded,
  Page,
  PagedEntry,
  PageQuery,
  RangeQuery,
  RoomKey,
  StoredEntry,
} from '../../common/model/index.ts';
import { withTimeout } from '../runtime/index.ts';
import { dropBackups } from './backups.ts';
import { Barrier } from './barrier.ts';
import type { Sync } from './checkpoint.ts';
import { descriptorOf } from './database-descriptor.ts';
import { Database } from './database.ts';
import { Housekeeping } from './housekeeping.ts';
import { keepPrivate } from './private.ts';
import { prepare } from './schema.ts';

/** Milliseconds. Longer than anybody waits for an engine as a whole: somebody who signs out waits for this alone. */
const closeWithin = 6000;

export interface StoreOptions {
  /** The database; its folder exists. */
  readonly file: string;
  readonly crypto: Pick<Crypto, 'sha256'>;
  readonly clock: Pick<Clock, 'setTimer'>;
  /** Syncs the write-ahead log, or the database; absent: `fdatasync`. */
  readonly sync?: Sync;
  /** What may take long begins: a file of an older program is brought up to date. */
  readonly progress?: (step: 'backup' | 'migration') => void;
  /** Runs whoever hears what is durable, and catches what he throws; absent: nothing is caught. */
  readonly guard?: (run: () => void) => void;
}

/**
 * The signed logs of one account, in SQLite, on this thread; only the wait for the platter is elsewhere. A commit is a `write` into
 * the page cache (`synchronous=NORMAL`, WAL), and after a power cut the log gives a prefix of the commits.
 */
export class SqliteStore {
  readonly #db: DatabaseSync;
  readonly #database: Database;
  readonly #file: string;
  readonly #clock: Pick<Clock, 'setTimer'>;
  readonly #fd: number;
  readonly #barrier: Barrier;
  readonly #housekeeping: Housekeeping;
  #position = 0;
  #hear: (position: number | AppError) => void = () => {};
  #closing: Promise<void> | undefined;

  private constructor(
    db: DatabaseSync,
    database: Database,
    { file, clock, sync = fdatasync, guard = (run) => run() }: StoreOptions,
  ) {
    this.#db = db;
    this.#database = database;
    this.#file = file;
    this.#clock = clock;
    // closing a descriptor of this file drops no lock: those are on the database itself
    this.#fd = openSync(`${file}-wal`, 'r+');
    const hear = (position: number | AppError): void => guard(() => this.#hear(position));
    this.#barrier = new Barrier((done) => sync(this.#fd, done), hear);
    this.#housekeeping = new Housekeeping({
      db,
      barrier: this.#barrier,
      sync,
      wal: this.#fd,
      database: descriptorOf(file),
      hasTraces: () => database.hasTraces,
      wiped: () => database.wiped(),
      rested: () => hear(this.#barrier.durable),
    });
  }

  /** LOCKED while another process has the file, NEWER_DATA if a newer program wrote it, DISK_FULL, DISK_ERROR, DATA_DAMAGED, INTERNAL. */
  static async open(options: StoreOptions): Promise<SqliteStore> {
    let db: DatabaseSync | undefined;
    try {
      db = new DatabaseSync(options.file, { timeout: 250 });
      // the files that SQLite puts beside it get its mode
      keepPrivate(options.file, 'file');
      await prepare(db, options.file, options.progress);
      return new SqliteStore(db, new Database(db, options.crypto), options);
    } catch (error) {
      db?.close();
      throw diskError(error);
    }
  }

  load(): Loaded {
    return this.#read(() => this.#database.load());
  }

  write(batch: Batch): number {
    const { lost } = this.#barrier;
    if (lost !== undefined) throw lost;
    this.#read(() => {
      this.#housekeeping.onWriting();
      if (takesOut(batch)) dropBackups(this.#file);
      this.#database.append(batch);
    });
    this.#position++;
    this.#barrier.written(this.#position);
    this.#housekeeping.onWritten();
    return this.#position;
  }

  onDurable(hear: (position: number | AppError) => void): void {
    this.#hear = hear;
  }

  get isResting(): boolean {
    return this.#housekeeping.isResting;
  }

  probe(): void {
    this.#read(() => {
      this.#housekeeping.onWriting();
      this.#database.probe();
    });
  }

  page(query: PageQuery): Page {
    return this.#read(() => this.#database.page(query));
  }

  find(query: FindQuery): readonly PagedEntry[] {
    return this.#read(() => this.#database.find(query));
  }

  about(query: AboutQuery): readonly PagedEntry[] {
    return this.#read(() => this.#database.about(query));
  }

  aside(query: AsideQuery): readonly PagedEntry[] {
    return this.#read(() => this.#database.aside(query));
  }

  asideLogs(room: RoomKey): readonly AsideLog[] {
    return this.#read(() => this.#database.asideLogs(room));
  }

  range(query: RangeQuery): readonly StoredEntry[] {
    return this.#read(() => this.#database.range(query));
  }

  /** After everything written is durable, but no later than in 6 s: a disk that hangs keeps nobody here. Never rejects. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const drained = Promise.all([this.#barrier.drained(), this.#housekeeping.close()]);
    // closing syncs on this thread: it waits for the disk, and nobody for it
    if (await withTimeout(this.#clock, closeWithin, drained)) this.#end();
    else void drained.then(() => this.#end());
  }

  #end(): void {
    try {
      closeSync(this.#fd);
      this.#database.close();
    } catch {
      // what is written is in the log, and the next start finds it there
      if (this.#db.isOpen) this.#db.close();
    }
  }

  #read<T>(run: () => T): T {
    if (!this.#db.isOpen) throw new AppError('INTERNAL', 'the history is closed');
    try {
      return run();
    } catch (error) {
      throw diskError(error);
    }
  }
}

/** The batch takes text out of the history. */
const takesOut = ({ forget = [], entries = [] }: Batch): boolean =>
  forget.length > 0 || entries.some(({ about }) => about?.kind === 'DELETE');
