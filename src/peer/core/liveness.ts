import { Liveness, SingleTimer, stallTolerantTimer, type Clock, type Disposable } from '../../../common/base/index.ts';
import type { PeerConfig } from './config.ts';

interface LinkLivenessEvents {
  /** Nothing has been sent for a while. */
  ping(): void;
  dead(why: string): void;
}

interface Probe {
  readonly needs: 'anything' | 'pong';
  readonly done: (alive: boolean) => void;
}

/** A frame that is arriving, or what the other side has to take: since when (monotonic), and how many bytes that concerns. */
interface Transfer {
  readonly since: number;
  readonly bytes: number;
}

/**
 * Keeps a link lively and finds out when it is not. Each side sends; what is heard is proof enough (links.md, Liveness). Large frames
 * take as long as the slowest link needs for them, so a slow link is not taken for a dead one.
 */
export class LinkLiveness implements Disposable {
  readonly #clock: Clock;
  readonly #config: PeerConfig;
  readonly #liveness: Liveness;
  readonly #probeTimer = new SingleTimer();
  /** The frame that is arriving, with what has come of it. */
  #arriving: Transfer | undefined;
  /** What the pipe holds, of which nothing has been taken since. */
  #untaken: Transfer | undefined;
  #probe: Probe | undefined;

  constructor(clock: Clock, config: PeerConfig, events: LinkLivenessEvents) {
    this.#clock = clock;
    this.#config = config;
    this.#liveness = new Liveness(
      clock,
      { pingEvery: config.heartbeat, deadAfter: config.deadAfter },
      {
        ping: () => events.ping(),
        dead: (why) => events.dead(why === 'silence' ? 'nothing received' : this.#whyTooSlow()),
        deadline: () => Math.min(this.#arrivesBy, this.#takenBy),
      },
    );
  }

  sent(): void {
    this.#liveness.sent();
  }

  /** After each frame of mine: how many bytes does the pipe hold? */
  sending(unsent: number): void {
    if (unsent === 0) this.#untaken = undefined;
    else this.#untaken = { since: this.#untaken?.since ?? this.#clock.mono(), bytes: unsent };
  }

  /** The other side has taken something. */
  taken(unsent: number): void {
    this.#untaken = undefined;
    this.sending(unsent);
  }

  heard(): void {
    this.#liveness.heard();
    if (this.#probe?.needs === 'anything') this.#probed(true);
  }

  pong(): void {
    this.#probed(true);
  }

  /** After each reading: how many bytes wait for the end of their frame, and was another frame completed? */
  frame(partial: number, complete: boolean): void {
    if (partial === 0) this.#arriving = undefined;
    else
      this.#arriving = { since: (complete ? undefined : this.#arriving?.since) ?? this.#clock.mono(), bytes: partial };
  }

  /** Asks for a sign of life; the caller has sent PING. One probe at a time; the answer does not come after `dispose`. */
  probe(needs: Probe['needs'], ms: number, done: (alive: boolean) => void): void {
    this.#probe = { needs, done };
    this.#probeTimer.set(() => stallTolerantTimer(this.#clock, ms, () => this.#probed(false)));
  }

  dispose(): void {
    this.#probe = undefined;
    this.#liveness.dispose();
    this.#probeTimer.dispose();
  }

  get #arrivesBy(): number {
    return this.#deadlineOf(this.#arriving, this.#config.frameTimeout);
  }

  get #takenBy(): number {
    return this.#deadlineOf(this.#untaken, this.#config.sendTimeout);
  }

  #deadlineOf(transfer: Transfer | undefined, timeout: number): number {
    if (transfer === undefined) return Infinity;
    return transfer.since + timeout + (transfer.bytes * 1000) / this.#config.minBytesPerSecond;
  }

  #whyTooSlow(): string {
    return this.#arrivesBy <= this.#clock.mono() ? 'frame not completed' : 'nothing taken';
  }

  #probed(alive: boolean): void {
    const probe = this.#probe;
    this.#probe = undefined;
    this.#probeTimer.clear();
    probe?.done(alive);
  }
}
