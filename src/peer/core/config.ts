/** Every interval and cap of the peer (links.md). Milliseconds and bytes. Tests and the simulator draw others. */
export const defaultConfig = {
  /** From an open pipe to a verified HELLO; how long a judge may take. */
  helloTimeout: 10_000,
  judgeTimeout: 5_000,
  /** Each side sends something at least this often; nothing received for `deadAfter` is dead. */
  heartbeat: 10_000,
  deadAfter: 25_000,
  /** A frame that has begun must be complete by then. */
  frameTimeout: 60_000,
  /** How long the link in use may stay silent when a second link asks for its place. */
  probe: 2_000,
  /** How long a better link has for its one PONG. */
  trial: 5_000,
  /** A link not in use is closed after this. */
  unused: 60_000,
  linksPerPair: 4,
  sockets: 256,
  unauthenticated: 16,
  /** Bytes handed to the pipe and not yet sent; the rest waits in our queues. */
  pipeUnsent: 64 * 1024,
  /** A peer that lags by this gets no more pushes. */
  lag: 1024 * 1024,
  /** A peer for which this much waits loses the link. */
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
