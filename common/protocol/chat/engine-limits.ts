/** Caps and times between an engine and whoever started it. LIMITS.md lists them. */
export const engineLimits = {
  /** Milliseconds between two signs of life of an engine. */
  heartbeat: 2000,
  /** Milliseconds of silence after which an engine counts as hung. */
  silence: 10_000,
  /** Milliseconds: after the fourth end within them it stays down. */
  endsWithin: 600_000,
  /** Milliseconds after which an engine that a broken disk ended is started again. */
  diskRetry: 30_000,
  /** Milliseconds that an engine has to close; then nobody waits for it any more. */
  close: 4000,
  /** Milliseconds that a closed engine has to say goodbye to those it was linked with. */
  linger: 400,
  /** Milliseconds for which a device is refused whose frame ended an engine. */
  refuse: 600_000,
  /** Devices that are refused at a time; of more the longest refused is let in again. */
  refused: 64,
  /** MiB of what an engine's thread keeps; beyond that it ends, and the editor lives on. */
  memory: 1024,
  /** Lines of log and trace that go with the last word, and the UTF-16 units of one. */
  lastLines: 200,
  line: 2000,
  /** Lines of the log that have been told and not read; what comes then is left out. */
  logLines: 1000,
  /** UTF-16 units that wait to be sent by a socket of the host, and that wait to be read from it. */
  socketUnsent: 1024 * 1024,
  socketUnread: 4 * 1024 * 1024,
} as const;
