import type { Disposable } from '../../../common/base/index.ts';

/** At most one at a time: setting the next disposes the last. */
export class OneTimer implements Disposable {
  #current: Disposable | undefined;

  set(next: Disposable): void {
    this.#current?.dispose();
    this.#current = next;
  }

  dispose(): void {
    this.#current?.dispose();
  }
}
