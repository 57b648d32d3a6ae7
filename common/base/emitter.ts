import { toDisposable, type Disposable } from './disposable.ts';

/** Subscribe to what happened; dispose the answer to stop. Shape-compatible with `vscode.Event`. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The private side of an event. A listener that throws does not keep the others from hearing; its error goes to `onError`. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void = rethrow) {
    this.#onError = onError;
  }

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return toDisposable(() => this.#listeners.delete(own));
  };

  fire(value: T): void {
    // a listener may add or remove listeners
    const listeners = [...this.#listeners];
    for (const listener of listeners) {
      try {
        listener(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

const rethrow = (error: unknown): never => {
  throw error;
};
