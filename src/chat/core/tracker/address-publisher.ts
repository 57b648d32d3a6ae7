import { toBase64url, type Disposable, type Env } from '../../../../common/base/index.ts';
import type { Tracker } from '../ports.ts';

/** Address records live 24 h and are renewed every 12. Milliseconds, like all below. */
const renewEvery = 12 * 3_600_000;
/** How often the clocks are compared, and by how much the wall clock must have been set for the record to be made anew. */
const checkEvery = 60_000;
const minClockChange = 60_000;

interface AddressPublisherParts {
  readonly env: Pick<Env, 'clock' | 'logger'>;
  readonly tracker: Tracker;
  /** My signed address record; undefined while not listening. */
  announcement(): Uint8Array | undefined;
}

/**
 * Tells the tracker where this device listens, and again when that gets old. A record that was made while the wall clock was
 * wrong may have expired for everybody else: when the clock is set, it is made anew.
 */
export class AddressPublisher implements Disposable {
  readonly #parts: AddressPublisherParts;
  #timer: Disposable | undefined;
  /** The tracker has no room for it now. */
  #refused = false;

  constructor(parts: AddressPublisherParts) {
    this.#parts = parts;
  }

  publish(): void {
    this.dispose();
    this.#refused = false;
    const record = this.#parts.announcement();
    if (record === undefined) return;
    const { env, tracker } = this.#parts;
    tracker.request('ANNOUNCE', { record: toBase64url(record) }).listen(
      () => {},
      ({ code, message }) => {
        if (code === 'OFFLINE') return;
        env.logger.log('warn', `ANNOUNCE: ${code} ${message}`);
        this.#refused = code === 'TRACKER_FULL';
      },
    );
    this.#watch(env.clock.mono(), env.clock.wall());
  }

  /** Until the next `announce`. */
  dispose(): void {
    this.#timer?.dispose();
  }

  #watch(mono: number, wall: number): void {
    const { clock } = this.#parts.env;
    this.#timer = clock.setTimer(checkEvery, () => {
      const passed = clock.mono() - mono;
      const wasSet = Math.abs(clock.wall() - wall - passed) >= minClockChange;
      if (wasSet || this.#refused || passed >= renewEvery) this.publish();
      else this.#watch(mono, wall);
    });
  }
}
