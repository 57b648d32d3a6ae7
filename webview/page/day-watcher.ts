/** A timer stands still while the computer sleeps, and the clock may be set by hand: it is looked at so often, milliseconds. */
const lookEvery = 60_000;

/**
 * Tells when another day has begun, for all texts that say "today": at midnight, and at once after sleep. In another time zone the day began
 * at another time, so that is told too. Lives as long as the page.
 */
export class DayWatcher {
  readonly #changed: () => void;
  #day = dayOf(Date.now());

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The present day: when it began, milliseconds since 1970, local time. */
  get today(): number {
    return this.#day;
  }

  start(): void {
    const look = (): void => this.#check();
    for (const name of ['focus', 'pageshow'] as const) window.addEventListener(name, look);
    document.addEventListener('visibilitychange', look);
    this.#wait();
  }

  #check(): void {
    const day = dayOf(Date.now());
    if (day === this.#day) return;
    this.#day = day;
    this.#changed();
  }

  #wait(): void {
    const now = Date.now();
    setTimeout(
      () => {
        this.#check();
        this.#wait();
      },
      Math.min(lookEvery, nextDay(now) - now + 1),
    );
  }
}

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Days of 23 and 25 hours too. */
const nextDay = (at: number): number => {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
};
