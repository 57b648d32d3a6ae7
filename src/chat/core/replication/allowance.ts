/** Bytes of control logs that one link may bring of rooms in which its person is none, in a minute. */
const perMinute = 256 * 1024;
const minute = 60_000;
/** Below so many bytes nothing is asked for. */
const least = 4 * 1024;

/** What is asked of somebody about rooms that he is not in, as far as is known here: enough to prove that he is. Time is handed in. */
export class Allowance {
  #since = -Infinity;
  #spent = 0;

  /** 0 when it is better to wait. */
  left(now: number): number {
    const left = now - this.#since >= minute ? perMinute : perMinute - this.#spent;
    return left < least ? 0 : left;
  }

  spend(now: number, bytes: number): void {
    if (now - this.#since >= minute) {
      this.#since = now;
      this.#spent = 0;
    }
    this.#spent += bytes;
  }

  /** Milliseconds until it is whole again. */
  wait(now: number): number {
    return Math.max(1, this.#since + minute - now);
  }
}
