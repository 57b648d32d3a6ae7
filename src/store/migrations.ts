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
  -- author, and device below: the key of the device and then of the identity that it writes for; kind 0 content, 1 control.
  -- prefix: what is held without a gap; id, ms, count: its end
  CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    room INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    kind INTEGER NOT NULL,
    author TEXT NOT NULL,
    prefix INTEGER NOT NULL,
    id TEXT NOT NULL,
    ms INTEGER NOT NULL,
    count INTEGER NOT NULL,
    UNIQUE (room, kind, author)
  ) STRICT;
  -- what a row and its places in the indexes weigh is what a catch-up costs: an author is a number here, and no index is of ids.
  -- room and kind are those of the log; rank sorts as its author does; eff = effective clock (trust.md, Order)
  CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    log INTEGER NOT NULL REFERENCES log(number) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    room INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    rank BLOB NOT NULL,
    id TEXT NOT NULL,
    eff_ms INTEGER NOT NULL,
    eff_count INTEGER NOT NULL,
    received INTEGER NOT NULL,
    late INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    header BLOB NOT NULL,
    -- empty unless it is an anchor
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
    UNIQUE (log, seq)
  ) STRICT;
  -- finds an entry by the first six bytes of its id; filled behind the entries, many at a time: ids are hashes, and one alone would touch a page
  CREATE TABLE entry_id (prefix INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (prefix, entry)) STRICT, WITHOUT ROWID;
  CREATE TABLE id_index (up_to INTEGER NOT NULL) STRICT;
  INSERT INTO id_index VALUES (0);
  -- an entry that may be shown is in one of the first two, whatever stands aside in the third
  CREATE INDEX entry_row ON entry (room, eff_ms, eff_count, rank, seq) WHERE is_row = 1 AND aside <> 1;
  CREATE INDEX entry_said ON entry (room, eff_ms, eff_count, rank, seq) WHERE is_row = 0;
  CREATE INDEX entry_aside ON entry (room, eff_ms, eff_count, rank, seq) WHERE aside <> 0;
  CREATE INDEX entry_unread ON entry (log, seq, mention) WHERE unread_candidate = 1 AND body IS NOT NULL AND aside <> 1;
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
  -- run_from to run_to - 1 are held above a gap; id: where the log ends that all of it is about;
  -- ..._from, ..._at: from which count each of the two rose last, and when
  CREATE TABLE peer_have (
    room INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    peer TEXT NOT NULL,
    device TEXT NOT NULL,
    kind INTEGER NOT NULL,
    prefix INTEGER NOT NULL,
    run_from INTEGER NOT NULL,
    run_to INTEGER NOT NULL,
    id TEXT NOT NULL,
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
  -- where a device could be reached when it proved itself last: its own signed record, and when, milliseconds
  CREATE TABLE reached_device (device TEXT PRIMARY KEY, record BLOB NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  -- whom a name means that several people have
  CREATE TABLE meant_name (fold TEXT PRIMARY KEY, identity TEXT NOT NULL) STRICT, WITHOUT ROWID;
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
