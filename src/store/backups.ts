import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';

/** `history.db` of version 1 is kept as `history.db.v1-2026-05-04T03-02-01.bak` beside it: the version, and the time in UTC. */
const kept = 2;
/** Milliseconds. */
const life = 30 * 24 * 3_600_000;
const ending = /\.v\d+-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)\.bak$/;

/** Copies a database, through the connection that holds it, into its folder; the copy is whole or not there. Answers its path. */
export const backUp = async (db: DatabaseSync, file: string, version: number, now: Date): Promise<string> => {
  const to = `${file}.v${version}-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.bak`;
  const beside = `${to}.tmp`;
  try {
    await backup(db, beside);
    sync(beside);
    renameSync(beside, to);
    return to;
  } catch (error) {
    for (const each of backupsOf(file, /\.tmp/)) rmSync(each, { force: true });
    throw error;
  }
};

/** Leaves the last two of the last 30 days, and nothing that was interrupted. */
export const sweepBackups = (file: string, now: number): void => {
  for (const each of backupsOf(file, /\.tmp/)) rmSync(each, { force: true });
  const newestFirst = backupsOf(file, ending).toSorted((a, b) => madeAt(b) - madeAt(a));
  for (const [at, each] of newestFirst.entries()) {
    if (at >= kept || madeAt(each) < now - life) rmSync(each, { force: true });
  }
};

/**
 * What is taken out of the database must not live on in a copy of it. Called before the commit that takes it out, so that
 * no crash leaves a copy behind.
 */
export const dropBackups = (file: string): void => {
  for (const each of backupsOf(file, /\.bak/)) rmSync(each, { force: true });
};

const backupsOf = (file: string, named: RegExp): string[] => {
  const begin = `${path.basename(file)}.v`;
  return readdirSync(path.dirname(file))
    .filter((name) => name.startsWith(begin) && named.test(name))
    .map((name) => path.join(path.dirname(file), name));
};

const madeAt = (name: string): number => {
  const [, day, hour, minute, second] = ending.exec(name) ?? [];
  return Date.parse(`${day}T${hour}:${minute}:${second}Z`);
};

const sync = (file: string): void => {
  const open = openSync(file, 'r+');
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
};
