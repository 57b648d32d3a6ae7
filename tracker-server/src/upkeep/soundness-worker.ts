import { DatabaseSync } from 'node:sqlite';
import { parentPort, Worker } from 'node:worker_threads';
import { AppError } from '../../../common/base/index.ts';
import { demandSound } from '../database/soundness.ts';

/** Looks through a database in this worker; tells what is wrong with it, or nothing. */
export const lookThrough = (file: string): void => {
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      demandSound(db, file);
    } finally {
      db.close();
    }
    parentPort?.postMessage(undefined);
  } catch (error) {
    parentPort?.postMessage(AppError.from(error).message);
  }
};

/**
 * What is wrong with a database, if something is; found in a worker, since SQLite is synchronous.
 * @param program the file that calls `lookThrough` with its `workerData` where it runs as a worker
 */
export const findDamage = async (program: string | URL, file: string): Promise<string | undefined> => {
  const worker = new Worker(program, { workerData: file, execArgv: [] });
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      worker.once('message', (problem: string | undefined) => resolve(problem));
      worker.once('error', reject);
      worker.once('exit', () => reject(new AppError('INTERNAL', 'the worker ended')));
    });
  } finally {
    await worker.terminate();
  }
};
