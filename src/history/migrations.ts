/**
 * Each brings the database from its index to the next `user_version`. Never edit one that has been released. They run in one
 * transaction with foreign keys off (so a table may be made anew), which are checked at its end.
 */
export const migrations: readonly string[] = [
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
