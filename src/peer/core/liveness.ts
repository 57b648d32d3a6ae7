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

/** Keeps a link lively and finds out when it is not. Each side sends; what is heard is proof enough (links.md, Liveness). */
export class LinkLiveness implements Disposable {
  readonly #clock: Clock;
  readonly #liveness: Liveness;
  readonly #probeTimer = new SingleTimer();
  /** When the frame that is arriving began. */
  #frameSince: number | undefined;
  #probe: Probe | undefined;

  constructor(clock: Clock, { heartbeat, deadAfter, frameTimeout }: PeerConfig, events: LinkLivenessEvents) {
    this.#clock = clock;
    this.#liveness = new Liveness(
      clock,
      { pingEvery: heartbeat, deadAfter },
      {
        ping: () => events.ping(),
        dead: (why) => events.dead(why === 'silence' ? 'nothing received' : 'frame not completed'),
        deadline: () => (this.#frameSince ?? Infinity) + frameTimeout,
      },
    );
  }

  sent(): void {
    this.#liveness.sent();
  }

  heard(): void {
    this.#liveness.heard();
    if (this.#probe?.needs === 'anything') this.#probed(true);
  }

  pong(): void {
    this.#probed(true);
  }

  /** After each reading: does a frame wait for its end? */
  frame(incomplete: boolean, complete: boolean): void {
    if (!incomplete) this.#frameSince = undefined;
    else if (complete || this.#frameSince === undefined) this.#frameSince = this.#clock.mono();
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

  #probed(alive: boolean): void {
    const probe = this.#probe;
    this.#probe = undefined;
    this.#probeTimer.clear();
    probe?.done(alive);
  }
}
