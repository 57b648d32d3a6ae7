import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../../src/store/migrate.ts';

/** From version 1, a table `old` with a value in each row, to one that holds each twice. Heavy enough to be killed in. */
export const heavySteps = [
  'CREATE TABLE old (value INTEGER)',
  'ALTER TABLE old ADD COLUMN twice INTEGER; UPDATE old SET twice = 2 * value; CREATE INDEX by_twice ON old (twice)',
  'CREATE TABLE new AS SELECT value, twice FROM old; DROP TABLE old',
];

// `migrating-program FILE`: says `begin`, brings the file up to date, says `end`.
const [, program, file] = process.argv;
if (program === import.meta.filename && file !== undefined) {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
  process.stdout.write('begin\n');
  await migrate(db, file, heavySteps);
  process.stdout.write('end\n');
}
