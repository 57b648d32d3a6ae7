import { statSync } from 'node:fs';
import { backup, type DatabaseSync } from 'node:sqlite';
import { AppError } from '../../common/base/index.ts';

/** Each brings the database from its index to the next `user_version`. Never edit one that has been released. */
const migrations: readonly string[] = [
  `
  CREATE TABLE room (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    partner_identity TEXT,
    partner_name TEXT
  ) STRICT;
  CREATE TABLE certificate (bytes BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
  -- kind 0 content, 1 control; eff = effective clock (trust.md, Order)
  CREATE TABLE entry (
    room INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    eff_ms INTEGER NOT NULL,
    eff_count INTEGER NOT NULL,
    received INTEGER NOT NULL,
    late INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    body BLOB,
    UNIQUE (room, kind, device, seq)
  ) STRICT;
  CREATE UNIQUE INDEX entry_id ON entry (id);
  CREATE INDEX entry_order ON entry (room, eff_ms, eff_count, device, seq);
  CREATE TABLE head (
    room INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    device TEXT NOT NULL,
    prefix INTEGER NOT NULL,
    id TEXT NOT NULL,
    ms INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (room, kind, device)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE peer_have (
    room INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    device TEXT NOT NULL,
    kind INTEGER NOT NULL,
    prefix INTEGER NOT NULL,
    read INTEGER NOT NULL,
    PRIMARY KEY (room, peer, device, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE seen (
    room INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (room, device)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- 1: the content entry calls the owner of this account by name, and somebody else wrote it
  ALTER TABLE entry ADD COLUMN mention INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX entry_mention ON entry (room, device, seq) WHERE mention = 1;
  `,
];

const schemaVersion = migrations.length;

/** Takes the file for this process alone, and brings it up to date. LOCKED, VERSION. */
export const prepare = async (db: DatabaseSync, file: string): Promise<void> => {
  db.exec('PRAGMA locking_mode=EXCLUSIVE');
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > schemaVersion) throw new AppError('VERSION', 'the history was written by a newer version of P2P Chat');
  db.exec('PRAGMA journal_mode=WAL');
  db.exec('PRAGMA synchronous=FULL');
  db.exec('PRAGMA foreign_keys=ON');
  db.exec('PRAGMA secure_delete=ON');
  db.exec('BEGIN IMMEDIATE; COMMIT');
  for (let from = version; from < schemaVersion; from++) {
    if (from > 0) await backup(db, `${file}.before-${from + 1}`);
    db.exec(`BEGIN IMMEDIATE; ${migrations[from]}; PRAGMA user_version=${from + 1}; COMMIT`);
  }
};

const walBytes = 4 * 1024 * 1024;

/**
 * A WAL that has been grown once is reused from its start: a small commit then costs a quarter (architecture.md).
 * A disk without so much room is no reason to fail.
 */
export const growWal = (db: DatabaseSync, file: string): void => {
  if (sizeOf(`${file}-wal`) >= walBytes) return;
  db.exec('PRAGMA wal_autocheckpoint=0');
  try {
    db.exec('BEGIN; CREATE TABLE grow (filler BLOB)');
    db.prepare('INSERT INTO grow VALUES (zeroblob(?))').run(walBytes);
    db.exec('DROP TABLE grow; COMMIT; PRAGMA wal_checkpoint(RESTART)');
  } catch {
    if (db.isTransaction) db.exec('ROLLBACK');
  }
  db.exec(`PRAGMA wal_autocheckpoint=${Math.floor(walBytes / 4096)}`);
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
