/** Caps of the headless peer. LIMITS.md lists them. */
export const headlessLimits = {
  /** Bytes of a line of standard input. */
  line: 1024 * 1024,
  /** Commands that may be unanswered before no more is read. */
  unanswered: 4096,
  /** Bytes of unanswered commands and of output that nobody has read, together, before no more is read. */
  underWay: 8 * 1024 * 1024,
  /** Milliseconds of one turn in which commands are read. */
  reading: 4,
  /** Bytes of a file with a password. */
  passwordFile: 4096,
  /** Milliseconds after which `ready` is said, however long the data takes to open. */
  ready: 5000,
  /** Milliseconds that commands under way have after a signal. */
  patience: 300,
} as const;
