import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { diskError } from '../../common/base/index.ts';
import type { Batch } from '../../common/model/index.ts';
import { dropBackups } from './backups.ts';
import type { Answer, Call, Calls } from './calls.ts';
import { Database } from './database.ts';
import { growWal, prepare } from './schema.ts';

const { file } = workerData as { file: string };
const port = parentPort;
if (port === null) throw new Error('history-worker runs in a worker thread only');
const crypto = { sha256: (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer') };

/** The first page comes before the housekeeping, milliseconds. */
const growDelay = 1000;

const failure = (id: number, error: unknown): Answer => {
  const { code, message } = diskError(error);
  return { id, code, message };
};

/** The batch takes text out of the history. */
const takesOut = ({ forget = [], entries = [] }: Batch): boolean =>
  forget.length > 0 || entries.some(({ about }) => about?.act === 'delete');

const carryOut = (database: Database, { name, params }: Call): unknown => {
  switch (name) {
    case 'load':
      return database.load();
    case 'append': {
      const batch = params as Calls['append'][0];
      if (takesOut(batch)) dropBackups(file);
      return database.append(batch);
    }
    case 'probe':
      return database.probe();
    case 'page':
      return database.page(params as Calls['page'][0]);
    case 'find':
      return database.find(params as Calls['find'][0]);
    case 'about':
      return database.about(params as Calls['about'][0]);
    case 'range':
      return database.range(params as Calls['range'][0]);
    case 'close':
      return database.close();
  }
};

let db: DatabaseSync | undefined;
let growing: NodeJS.Timeout | undefined;
/** After the first page, and again whenever deletions have emptied the WAL. */
const growSoon = (): void => {
  clearTimeout(growing);
  growing = setTimeout(() => {
    if (db?.isOpen === true) growWal(db, file);
  }, growDelay);
};
try {
  db = new DatabaseSync(file, { timeout: 250 });
  await prepare(db, file);
  const database = new Database(db, crypto);
  port.on('message', (call: Call) => {
    try {
      const result = carryOut(database, call);
      port.postMessage({ id: call.id, result } satisfies Answer);
      if (call.name === 'append' && result === true) growSoon();
    } catch (error) {
      port.postMessage(failure(call.id, error));
    }
    if (call.name !== 'close') return;
    clearTimeout(growing);
    port.close();
  });
  port.postMessage({ id: 0, result: undefined } satisfies Answer);
  growSoon();
} catch (error) {
  db?.close();
  port.postMessage(failure(0, error));
  port.close();
}
