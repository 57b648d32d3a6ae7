/** Caps on what may stand in a frame (wire.md, W4 to W6). Nothing larger is read, nothing larger is written. */
export const peerLimits = {
  /** Type and body of a frame, bytes: before and after the other side's HELLO. */
  helloFrame: 4 * 1024,
  frame: 256 * 1024,
  helloBody: 2048,
  haveRecords: 2000,
  wantEntries: 256,
  /** Ranges or ids of a WANT, certificates of a CERTS: their count is one byte. */
  items: 255,
  entries: 256,
  entriesBytes: 192 * 1024,
  byeText: 200,
} as const;

/** Sequence numbers and clocks stay below 2^48. */
export const beyondSeq = 2 ** 48;
