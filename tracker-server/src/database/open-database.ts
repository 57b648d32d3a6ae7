import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql, SqliteDialect } from 'kysely';
import { AppError, diskError } from '../../../common/base/index.ts';
import { copyDatabase } from './copy.ts';
import { kyselyDatabase } from './dialect.ts';
import { migrations } from './migrations.ts';
import { demandSound, explained } from './soundness.ts';
import type { Database } from './schema.ts';

export interface OpenedDatabase {
  readonly queries: Database;
  /** What the queries run on, for copies. */
  readonly connection: DatabaseSync;
}

export interface DatabaseOptions {
  readonly steps?: typeof migrations;
  /** Told after each attempt to write whether the disk took it. */
  readonly written?: (done: boolean) => void;
}

/**
 * Opens the tracker's database for this process alone and brings it to this version, with a copy of the file before each
 * step. LOCKED if another tracker has it; DATA_DAMAGED if it is not sound; NEWER_DATA, with the file left as it is, if a newer program wrote it.
 * @param file a path, or ':memory:'
 */
export const openDatabase = async (
  file: string,
  { steps = migrations, written = () => {} }: DatabaseOptions = {},
): Promise<OpenedDatabase> => {
  const db = open(file);
  const found = versionOf(db);
  if (found > steps.length) {
    db.close();
    throw new AppError(
      'NEWER_DATA',
      `${file} is of version ${found}; this program knows versions up to ${steps.length}`,
    );
  }
  const kysely = new Kysely<never>({ dialect: new SqliteDialect({ database: kyselyDatabase(db, written) }) });
  try {
    for (const [at, migrate] of steps.entries()) {
      if (at < found) continue;
      if (found > 0 && file !== ':memory:') await copyDatabase(db, `${file}.v${at}.bak`);
      await kysely.transaction().execute(async (transaction) => {
        await migrate(transaction);
        await sql`pragma user_version = ${sql.lit(at + 1)}`.execute(transaction);
      });
    }
  } catch (error) {
    await kysely.destroy();
    throw diskError(error);
  }
  return { queries: kysely as unknown as Database, connection: db };
};

/** Writes everything into the main file and lets go of it. */
export const closeDatabase = async (db: Database): Promise<void> => {
  try {
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
  } finally {
    await db.destroy();
  }
};

const open = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    // exclusive before WAL, so that no shared-memory file is used; the transaction takes the lock at once
    explained(file, () => {
      db.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full');
      db.exec('pragma secure_delete = on; begin immediate; commit');
    });
    demandSound(db, file);
    return db;
  } catch (error) {
    db.close();
    const failure = diskError(error);
    throw failure.code === 'LOCKED' ? new AppError('LOCKED', `${file} is in use by another tracker`) : failure;
  }
};

/** The version of the layout. */
export const versionOf = (db: DatabaseSync): number =>
  Number(db.prepare('pragma user_version').get()?.['user_version'] ?? 0);
