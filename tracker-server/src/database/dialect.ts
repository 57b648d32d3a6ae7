import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';

/** Lets Kysely's SqliteDialect, written for another library, run on node:sqlite. */
export const kyselyDatabase = (db: DatabaseSync): SqliteDatabase => ({
  close: () => db.close(),
  prepare: (sql) => {
    const statement = db.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
      run: (parameters) => {
        // where the disk is full SQLite has rolled back by itself, and a second time would hide why
        if (sql === 'rollback' && !db.isTransaction) return { changes: 0, lastInsertRowid: 0 };
        return statement.run(...(parameters as SQLInputValue[]));
      },
      iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])) as IterableIterator<unknown>,
    };
  },
});
