/** Runs tasks one after the other, in the order in which they came. One that fails holds up nobody. */
export class SerialQueue {
  /** Never rejects. */
  #last: Promise<void> | undefined;

  /** Settles as the task does. Who ignores that leaves a failure unhandled: it is not lost here. */
  async run<T>(task: () => T | Promise<T>): Promise<T> {
    const result = after(this.#last, task);
    this.#last = result.then(ignore, ignore);
    return await result;
  }

  /** Everything that has come so far is done. Never rejects. */
  async settled(): Promise<void> {
    await this.#last;
  }
}

const after = async <T>(previous: Promise<void> | undefined, task: () => T | Promise<T>): Promise<T> => {
  await previous;
  return task();
};

const ignore = (): void => {};
