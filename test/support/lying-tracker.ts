import * as path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Makes a liar of a tracker that is not running: it will sign this name for another identity too. Whoever has it can still sign in by
 * the key of a device.
 */
export const forgetWhoseNameItIs = (data: string, fold: string): void => {
  const database = new DatabaseSync(path.join(data, 'tracker.db'));
  database.prepare('UPDATE account SET fold = ? WHERE fold = ?').run(`no longer ${fold}`, fold);
  database.prepare('DELETE FROM reserved_name WHERE fold = ?').run(fold);
  database.close();
};
