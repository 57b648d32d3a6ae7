import type { Clock, Disposable } from '../../../../common/base/index.ts';
import type { RoomKey } from '../../../../common/model/index.ts';
import type { Preferences } from './preferences.ts';

/** Milliseconds that are waited at most: a computer that slept, or a clock that was set, is noticed by then. */
const checkInterval = 30_000;

/** Says when a conversation is heard again by itself. */
export class MuteEnds implements Disposable {
  readonly #clock: Clock;
  readonly #preferences: Preferences;
  readonly #onEnded: (room: RoomKey) => void;
  #timer: Disposable | undefined;
  #checkedAt: number;
  #disposed = false;

  constructor(clock: Clock, preferences: Preferences, onEnded: (room: RoomKey) => void) {
    this.#clock = clock;
    this.#preferences = preferences;
    this.#onEnded = onEnded;
    this.#checkedAt = clock.wall();
    this.check();
  }

  /** After every change of what is muted. */
  check(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const now = this.#clock.wall();
    this.#preferences.moveTo(now);
    // a clock that was set back has some begin again
    const endings = this.#preferences.endings(Math.min(this.#checkedAt, now));
    const passed = Math.max(this.#checkedAt, now);
    this.#checkedAt = now;
    for (const { room, at } of endings) if (at <= passed) this.#onEnded(room);
    const next = Math.min(...endings.map(({ at }) => at).filter((at) => at > now));
    if (next === Infinity || this.#disposed) return;
    this.#timer = this.#clock.setTimer(Math.min(next - now, checkInterval), () => this.check());
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
  }
}
