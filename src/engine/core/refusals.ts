import type { Clock, Disposable } from '../../../common/base/index.ts';
import type { DeviceKey, Target } from '../../../common/model/index.ts';
import type { RefusedDevice } from '../../../common/protocol/chat/index.ts';

const maxRefused = 1024;

/** Devices that this engine does not link with for a while: a frame of theirs ended the one before, or they brought wrong signatures. */
export class Refusals implements Disposable {
  readonly #clock: Clock;
  /** What ends it. */
  readonly #refused = new Map<DeviceKey, Disposable>();
  readonly #seek: (targets: readonly Target[]) => void;
  #targets: readonly Target[] = [];

  /** `seek` gets the targets without those that are refused, and again whenever one begins or ceases to be. */
  constructor(clock: Clock, refused: readonly RefusedDevice[], seek: (targets: readonly Target[]) => void) {
    this.#clock = clock;
    this.#seek = seek;
    for (const { device, ms } of refused) this.#set(device, ms);
  }

  has(device: DeviceKey): boolean {
    return this.#refused.has(device);
  }

  /** No link with this device from now on. */
  add({ device, ms }: RefusedDevice): void {
    this.#set(device, ms);
    this.seek(this.#targets);
  }

  seek(targets: readonly Target[]): void {
    this.#targets = targets;
    this.#seek(targets.filter(({ device }) => !this.#refused.has(device)));
  }

  dispose(): void {
    for (const timer of this.#refused.values()) timer.dispose();
  }

  #set(device: DeviceKey, ms: number): void {
    if (this.#refused.size >= maxRefused && !this.#refused.has(device)) return;
    this.#refused.get(device)?.dispose();
    const timer = this.#clock.setTimer(ms, () => {
      this.#refused.delete(device);
      this.seek(this.#targets);
    });
    this.#refused.set(device, timer);
  }
}
