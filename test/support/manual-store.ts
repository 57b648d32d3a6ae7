import type { AppError } from '../../common/base/index.ts';
import type { Batch } from '../../common/model/index.ts';
import type { Store } from '../../src/chat/index.ts';

/** A store whose commits a test makes durable by hand. */
export class ManualStore implements Store {
  /** Written, in order. */
  readonly batches: Batch[] = [];
  /** What the next writes and probes throw. */
  failure: AppError | undefined;
  probes = 0;
  isResting = false;
  #durable = 0;
  #hear: (position: number | AppError) => void = () => {};

  write(batch: Batch): number {
    if (this.failure !== undefined) throw this.failure;
    return this.batches.push(batch);
  }

  onDurable(hear: (position: number | AppError) => void): void {
    this.#hear = hear;
  }

  /** Makes the oldest commit durable that is not. */
  finish(): Batch {
    const batch = this.batches[this.#durable];
    if (batch === undefined) throw new Error('everything is durable');
    this.#hear(++this.#durable);
    return batch;
  }

  /** Makes so many durable with one sync. */
  finishAll(): void {
    this.#durable = this.batches.length;
    this.#hear(this.#durable);
  }

  /** It rests no more. */
  wake(): void {
    this.isResting = false;
    this.#hear(this.#durable);
  }

  /** A sync fails. */
  lose(error: AppError): void {
    this.#hear(error);
  }

  probe(): void {
    this.probes++;
    if (this.failure !== undefined) throw this.failure;
  }

  page(): never {
    throw new Error('not in this test');
  }

  aside(): never[] {
    return [];
  }

  asideLogs(): never[] {
    return [];
  }

  find(): never {
    throw new Error('not in this test');
  }

  about(): never {
    throw new Error('not in this test');
  }

  range(): never {
    throw new Error('not in this test');
  }
}
