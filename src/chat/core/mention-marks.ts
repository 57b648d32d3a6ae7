import type { DeviceKey } from '../../../common/model/index.ts';

/** Marks of one device that are kept; nobody counts further. */
const marksMost = 1000;

/** Which entries of each content log call me by name. A set, so that what is taken in twice counts once. */
export class MentionMarks {
  readonly #marks = new Map<DeviceKey, Set<number>>();

  add(device: DeviceKey, seq: number): void {
    const marks = this.#marks.get(device) ?? new Set();
    if (marks.size < marksMost) this.#marks.set(device, marks.add(seq));
  }

  /** Those from `from` on, below `to`. */
  count(device: DeviceKey, from: number, to: number): number {
    let sum = 0;
    for (const seq of this.#marks.get(device) ?? []) if (seq >= from && seq < to) sum++;
    return sum;
  }

  /** Those below `to` have been looked at. */
  forget(device: DeviceKey, to: number): void {
    const left = [...(this.#marks.get(device) ?? [])].filter((seq) => seq >= to);
    if (left.length > 0) this.#marks.set(device, new Set(left));
    else this.#marks.delete(device);
  }
}
