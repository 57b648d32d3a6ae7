import type { Clock, Disposable } from '../../../common/base/index.ts';
import type { PeerKnobs } from './knobs.ts';
import { OneTimer, patientTimer } from './patient-timer.ts';

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
  readonly #knobs: PeerKnobs;
  readonly #events: LivenessEvents;
  readonly #pingTimer = new OneTimer();
  readonly #deathTimer = new OneTimer();
  readonly #probeTimer = new OneTimer();
  #sent: number;
  #heard: number;
  /** When the frame that is arriving began. */
  #frameSince: number | undefined;
  #probe: Probe | undefined;

  constructor(clock: Clock, knobs: PeerKnobs, events: LivenessEvents) {
    this.#clock = clock;
    this.#knobs = knobs;
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
    this.#probeTimer.set(() => patientTimer(this.#clock, ms, () => this.#probed(false)));
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
    const rest = this.#sent + this.#knobs.heartbeat - this.#clock.mono();
    if (rest <= 0) this.#events.ping();
    this.#pingTimer.set(() =>
      this.#clock.setTimer(rest > 0 ? rest : this.#knobs.heartbeat, () => this.#watchSending()),
    );
  }

  #watchHearing(): void {
    const now = this.#clock.mono();
    const death = this.#heard + this.#knobs.deadAfter;
    const tooSlow = (this.#frameSince ?? Infinity) + this.#knobs.frameTimeout;
    if (now >= death) return this.#events.dead('nothing received');
    if (now >= tooSlow) return this.#events.dead('frame not completed');
    const rest = Math.min(death, tooSlow) - now;
    this.#deathTimer.set(() => patientTimer(this.#clock, rest, () => this.#watchHearing()));
  }
}
