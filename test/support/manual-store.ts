import type { AppError } from '../../common/base/index.ts';
import type { Batch } from '../../common/model/index.ts';
import type { Store } from '../../src/chat/index.ts';

/** A store whose commits a test ends by hand. */
export class ManualStore implements Store {
  readonly waiting: { readonly batch: Batch; readonly done: (error: AppError | undefined) => void }[] = [];

  append(batch: Batch, done: (error: AppError | undefined) => void): void {
    this.waiting.push({ batch, done });
  }

  readonly probes: ((error: AppError | undefined) => void)[] = [];

  probe(done: (error: AppError | undefined) => void): void {
    this.probes.push(done);
  }

  /** Ends the oldest commit. */
  finish(error?: AppError): Batch {
    const first = this.waiting.shift();
    if (first === undefined) throw new Error('no commit is under way');
    first.done(error);
    return first.batch;
  }

  page(): void {
    throw new Error('not in this test');
  }

  find(): void {
    throw new Error('not in this test');
  }

  about(): void {
    throw new Error('not in this test');
  }

  range(): void {
    throw new Error('not in this test');
  }
}
