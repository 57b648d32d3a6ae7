import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../common/base/index.ts';
import type { Answer, Call, Calls } from './calls.ts';
import { Database } from './database.ts';
import { growWal, prepare } from './schema.ts';

const { file } = workerData as { file: string };
const port = parentPort;
if (port === null) throw new Error('history-worker runs in a worker thread only');
const crypto = { sha256: (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer') };

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
/** The first page comes before the housekeeping, milliseconds. */
const growDelay = 1000;

const codeOf = (error: unknown): ErrorCode => {
  if (error instanceof AppError) return error.code;
  const { errcode, code } = error as { errcode?: number; code?: string };
  if ((errcode ?? 0) % 256 === SQLITE_BUSY) return 'LOCKED';
  return (errcode ?? 0) % 256 === SQLITE_FULL || code === 'ENOSPC' ? 'DISK_FULL' : 'INTERNAL';
};

const failure = (id: number, error: unknown): Answer => ({
  id,
  code: codeOf(error),
  message: error instanceof Error ? error.message : String(error),
});

const carryOut = (database: Database, { name, params }: Call): unknown => {
  switch (name) {
    case 'load':
      return database.load();
    case 'append':
      return database.append(params as Calls['append'][0]);
    case 'page':
      return database.page(params as Calls['page'][0]);
    case 'find':
      return database.find(params as Calls['find'][0]);
    case 'range':
      return database.range(params as Calls['range'][0]);
    case 'close':
      return database.close();
  }
};

let db: DatabaseSync | undefined;
let growing: NodeJS.Timeout | undefined;
try {
  db = new DatabaseSync(file, { timeout: 250 });
  await prepare(db, file);
  const database = new Database(db, crypto);
  port.on('message', (call: Call) => {
    try {
      port.postMessage({ id: call.id, result: carryOut(database, call) } satisfies Answer);
    } catch (error) {
      port.postMessage(failure(call.id, error));
    }
    if (call.name !== 'close') return;
    clearTimeout(growing);
    port.close();
  });
  port.postMessage({ id: 0, result: undefined } satisfies Answer);
  growing = setTimeout(() => {
    if (db?.isOpen === true) growWal(db, file);
  }, growDelay);
} catch (error) {
  db?.close();
  port.postMessage(failure(0, error));
  port.close();
}
