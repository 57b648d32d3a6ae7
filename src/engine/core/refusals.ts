import type { Clock, Disposable } from '../../../common/base/index.ts';
import type { DeviceKey, Target } from '../../../common/model/index.ts';
import type { RefusedDevice } from '../../../common/protocol/chat/index.ts';

/** Devices that this engine does not link with for a while: a frame of theirs ended the one before. */
export class Refusals implements Disposable {
  readonly #refused: Set<DeviceKey>;
  readonly #timers: readonly Disposable[];
  readonly #seek: (targets: readonly Target[]) => void;
  #targets: readonly Target[] = [];

  /** `seek` gets the targets without those that are refused, and again when one is not any more. */
  constructor(clock: Clock, refused: readonly RefusedDevice[], seek: (targets: readonly Target[]) => void) {
    this.#seek = seek;
    this.#refused = new Set(refused.map(({ device }) => device));
    this.#timers = refused.map(({ device, ms }) =>
      clock.setTimer(ms, () => {
        this.#refused.delete(device);
        this.seek(this.#targets);
      }),
    );
  }

  has(device: DeviceKey): boolean {
    return this.#refused.has(device);
  }

  seek(targets: readonly Target[]): void {
    this.#targets = targets;
    this.#seek(targets.filter(({ device }) => !this.#refused.has(device)));
  }

  dispose(): void {
    for (const timer of this.#timers) timer.dispose();
  }
}
