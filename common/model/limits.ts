/** Caps on the nouns. LIMITS.md lists them. */
export const limits = {
  /** Bytes of a body. */
  body: 16 * 1024,
  /** Bytes of a message's text in it, as JSON in UTF-8; the rest is for what stands beside it. */
  message: 16_000,
  /** Entries and bytes that one anchor may cover. */
  runEntries: 256,
  runBytes: 128 * 1024,
  /** Bytes after which an author signs, and of one ENTRIES where an anchor allows: over a slow link nothing waits long behind it. */
  signEvery: 64 * 1024,
  /** Unread messages of one log that are remembered and counted, the newest. */
  unread: 10_000,
  /** Addresses in a device's record. */
  addresses: 8,
  /** Milliseconds for which an address record holds. */
  addressLifetime: 86_400_000,
  /** Segments of one log that may be held above gaps. */
  segments: 16,
  /** Control entries of one device; of the owner's devices. */
  controlEntries: 256,
  ownerControlEntries: 4096,
  /** Devices of one identity in a room. */
  devicesPerIdentity: 16,
  /** Devices whose last addresses are kept, those that were reached last. */
  reachedDevices: 2048,
  /** Entry ids in `after`. */
  after: 64,
  /** People whom one message calls by name. */
  mentions: 64,
  /** Logs of one conversation that one READ speaks of. */
  readLogs: 96,
  /** UTF-16 units of a reaction. */
  emoji: 32,
  /** Different reactions of one person to an entry that count, and of everybody that are shown. */
  emojiPerPerson: 20,
  emojiShown: 50,
  /** Edits that one DELETE names. */
  deletedEdits: 128,
  /** Characters of usernames and room names. */
  name: 40,
  /** Bytes of UTF-8 of a device's name. */
  deviceName: 64,
  minPassword: 10,
  minCapacity: 2,
  maxCapacity: 200,
  defaultCapacity: 50,
  /** How far a clock may be off and still be right, milliseconds; and how far it is set right at most (wrong time zone, wrong day). */
  clockAgrees: 120_000,
  correction: 26 * 3_600_000,
  /**
   * How far the stamp of another may be ahead of our clock and still be shown and followed, milliseconds: 26 hours on either side, which
   * is a clock in the wrong time zone on the wrong day. What one has on screen one answers below, whoever's clock is wrong.
   */
  clockAhead: 52 * 3_600_000,
  /** How far a time that is shown may be after the moment at which the message came, milliseconds. */
  shownAhead: 120_000,
} as const;
