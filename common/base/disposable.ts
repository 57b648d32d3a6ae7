/** Something that holds a resource until it is told to let go. `dispose` is idempotent and never throws. */
export interface Disposable {
  dispose(): void;
}

export const toDisposable = (run: () => void): Disposable => {
  let done = false;
  return {
    dispose: () => {
      if (done) return;
      done = true;
      run();
    },
  };
};

/** Owns disposables and lets go of all of them at once, last added first. What is added after that is disposed at once. */
export class DisposableStore implements Disposable {
  #items: Disposable[] = [];
  #disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const items = this.#items;
    this.#items = [];
    for (const item of items.toReversed()) item.dispose();
  }
}
