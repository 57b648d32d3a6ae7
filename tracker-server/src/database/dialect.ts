import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';
import { diskError } from '../../../common/base/index.ts';

/**
 * Lets Kysely's SqliteDialect, written for another library, run on node:sqlite.
 * @param written told when something has been written for good, or the disk did not take it
 */
export const kyselyDatabase = (db: DatabaseSync, written: (done: boolean) => void): SqliteDatabase => ({
  close: () => db.close(),
  prepare: (sql) => {
    const statement = db.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
      run: (parameters) => {
        // where the disk is full SQLite has rolled back by itself, and a second time would hide why
        if (sql === 'rollback' && !db.isTransaction) return { changes: 0, lastInsertRowid: 0 };
        try {
          const result = statement.run(...(parameters as SQLInputValue[]));
          if (!db.isTransaction) written(true);
          return result;
        } catch (error) {
          if (diskError(error).code.startsWith('DISK_')) written(false);
          throw error;
        }
      },
      iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])) as IterableIterator<unknown>,
    };
  },
});
