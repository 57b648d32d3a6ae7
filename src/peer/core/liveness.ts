import type { Clock, Disposable } from '../../../common/base/index.ts';
import type { PeerConfig } from './config.ts';
import { SingleTimer, stallTolerantTimer } from './stall-tolerant-timer.ts';

interface LivenessEvents {
  /** Nothing has been sent for a while. */
  ping(): void;
  dead(why: string): void;
}

interface Probe {
  readonly needs: 'anything' | 'pong';
  readonly done: (alive: boolean) => void;
}

/** Keeps a link lively and finds out when it is not. Each side sends; what is heard is proof enough (links.md, Liveness). */
export class Liveness implements Disposable {
  readonly #clock: Clock;
  readonly #config: PeerConfig;
  readonly #events: LivenessEvents;
  readonly #pingTimer = new SingleTimer();
  readonly #deathTimer = new SingleTimer();
  readonly #probeTimer = new SingleTimer();
  #sent: number;
  #heard: number;
  /** When the frame that is arriving began. */
  #frameSince: number | undefined;
  #probe: Probe | undefined;

  constructor(clock: Clock, config: PeerConfig, events: LivenessEvents) {
    this.#clock = clock;
    this.#config = config;
    this.#events = events;
    this.#sent = clock.mono();
    this.#heard = clock.mono();
    this.#watchSending();
    this.#watchHearing();
  }

  sent(): void {
    this.#sent = this.#clock.mono();
  }

  heard(): void {
    this.#heard = this.#clock.mono();
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
    for (const timer of [this.#pingTimer, this.#deathTimer, this.#probeTimer]) timer.dispose();
  }

  #probed(alive: boolean): void {
    const probe = this.#probe;
    this.#probe = undefined;
    this.#probeTimer.clear();
    probe?.done(alive);
  }

  #watchSending(): void {
    const rest = this.#sent + this.#config.heartbeat - this.#clock.mono();
    if (rest <= 0) this.#events.ping();
    this.#pingTimer.set(() =>
      this.#clock.setTimer(rest > 0 ? rest : this.#config.heartbeat, () => this.#watchSending()),
    );
  }

  #watchHearing(): void {
    const now = this.#clock.mono();
    const death = this.#heard + this.#config.deadAfter;
    const tooSlow = (this.#frameSince ?? Infinity) + this.#config.frameTimeout;
    if (now >= death) return this.#events.dead('nothing received');
    if (now >= tooSlow) return this.#events.dead('frame not completed');
    const rest = Math.min(death, tooSlow) - now;
    this.#deathTimer.set(() => stallTolerantTimer(this.#clock, rest, () => this.#watchHearing()));
  }
}
