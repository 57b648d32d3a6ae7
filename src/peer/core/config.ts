/** Every interval and cap of the peer (links.md). Milliseconds and bytes. Tests and the simulator draw others. */
export const defaultConfig = {
  /** From an open pipe to a verified HELLO. */
  helloTimeout: 10_000,
  /** Each side sends something at least this often; nothing received for `deadAfter` is dead. */
  heartbeat: 10_000,
  deadAfter: 25_000,
  /** A frame that has begun must be complete by then, or as soon as the slowest link brings what has come of it. */
  frameTimeout: 60_000,
  /** Nothing of what the pipe holds has been taken for so long, and as long as the slowest link needs for it: nobody reads there. */
  sendTimeout: 120_000,
  /** A link that is slower than this counts as dead. */
  minBytesPerSecond: 256,
  /** How long the link in use may stay silent when a second link asks for its place. */
  probe: 2_000,
  /** How long a better link has for its one PONG. */
  trial: 5_000,
  /** A link not in use is closed after this. */
  unused: 60_000,
  linksPerPair: 4,
  /** Of one person; a device that has a link may still have a second one. */
  linksPerIdentity: 16,
  sockets: 256,
  unauthenticated: 16,
  /** Bytes handed to the pipe and not yet sent; the rest waits in our queues. */
  pipeUnsent: 64 * 1024,
  /** Answers and HAVE are produced while less than this waits, and again from half of it on. */
  readyBelow: 128 * 1024,
  /** Frames, and their bytes, that wait in each lane of small ones (PING, PONG, USE; WANT, TYPING). */
  smallFrames: 256,
  smallBytes: 64 * 1024,
  /** A peer that lags by this gets no more pushes. */
  lag: 1024 * 1024,
  /** No more than this, and what is in the two lanes of small ones, ever waits for a peer. */
  maxLag: 2 * 1024 * 1024,
  framesPerSecond: 2000,
  /** How long reading rests above that rate. */
  framesPause: 100,
  dialTimeout: 10_000,
  dialGap: 250,
  dialsPerDevice: 8,
  dials: 64,
  /** The side that is not the controller dials this much later, plus up to as much again. */
  secondaryDialDelay: 500,
  minBackoff: 500,
  maxBackoff: 30_000,
  /** A link that lived this long clears the back-off. */
  goodLife: 30_000,
  /** `shortLinks` links shorter than `shortLife` within `shortWindow`: one dial every `shortWait`. */
  shortLife: 5_000,
  shortLinks: 3,
  shortWindow: 120_000,
  shortWait: 300_000,
  /** An address that led to another device is skipped for this long. */
  wrongDevice: 600_000,
  addressesPerDevice: 16,
};

export type PeerConfig = { readonly [name in keyof typeof defaultConfig]: number };
