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
  -- device, here and below: an author, the key of the device and then of the identity that it writes for
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
    -- 1: the content entry calls the owner of this account by name, and somebody else wrote it
    mention INTEGER NOT NULL,
    -- 1: somebody else's message, unread until it has been looked at
    unread_candidate INTEGER NOT NULL,
    -- the device that brought the entry late, to a place that had been read past already
    through TEXT,
    -- 0: says something about another entry, and is no row of its own
    is_row INTEGER NOT NULL,
    -- of a message of mine: the version of the list of those who could get it
    audience INTEGER,
    -- its stamp was too far ahead of the clock here: 1 not shown and not followed, 2 shown because somebody wanted it so
    aside INTEGER NOT NULL,
    UNIQUE (room, kind, device, seq)
  ) STRICT;
  -- six bytes are enough to find an entry, and fill a fifth of the pages: these are touched all over by every commit
  CREATE INDEX entry_id ON entry (unhex(substr(id, 1, 12)));
  CREATE INDEX entry_order ON entry (room, eff_ms, eff_count, device, seq);
  CREATE INDEX entry_row ON entry (room, eff_ms, eff_count, device, seq) WHERE is_row = 1 AND aside <> 1;
  CREATE INDEX entry_aside ON entry (room, eff_ms, eff_count, device, seq) WHERE aside <> 0;
  CREATE INDEX entry_unread ON entry (room, device, seq, mention) WHERE unread_candidate = 1 AND body IS NOT NULL AND aside <> 1;
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
  -- what entries say about others, held or not. act 0 edit, 1 delete, 2 react; detail: the emoji, or of an edit that is to go
  -- the message it belongs to. Whether it counts is asked when it is read
  CREATE TABLE about (
    room INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    target TEXT NOT NULL,
    act INTEGER NOT NULL,
    device TEXT NOT NULL,
    detail TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (room, target, act, device, detail, seq)
  ) STRICT, WITHOUT ROWID;
  -- ..._from, ..._at: from which count each of the two rose last, and when
  CREATE TABLE peer_have (
    room INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    device TEXT NOT NULL,
    kind INTEGER NOT NULL,
    prefix INTEGER NOT NULL,
    read INTEGER NOT NULL,
    prefix_from INTEGER NOT NULL,
    prefix_at INTEGER NOT NULL,
    read_from INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (room, peer, device, kind)
  ) STRICT, WITHOUT ROWID;
  -- members: identities, in hex, one after the other
  CREATE TABLE audience (
    room INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    members TEXT NOT NULL,
    PRIMARY KEY (room, version)
  ) STRICT, WITHOUT ROWID;
  -- by the key of the room: my other device may know it first. told = as much of it stands in the self room
  CREATE TABLE read_mark (
    room TEXT NOT NULL,
    device TEXT NOT NULL,
    seen INTEGER NOT NULL,
    told INTEGER NOT NULL,
    PRIMARY KEY (room, device)
  ) STRICT, WITHOUT ROWID;
  -- since when somebody is known here, milliseconds
  CREATE TABLE acquaintance (identity TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  -- what is wanted of a conversation. name 0 muted, 1 pinned, 2 hidden; value 0 no, 1 yes, more: until then;
  -- ms, count, device, seq: the place of the entry that counts
  CREATE TABLE preference (
    room TEXT NOT NULL,
    name INTEGER NOT NULL,
    value INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    count INTEGER NOT NULL,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (room, name)
  ) STRICT, WITHOUT ROWID;
  `,
];
