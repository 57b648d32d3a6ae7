import { AppError, isDefect } from './app-error.ts';
import { attempt } from './attempt.ts';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

/**
 * A value that is there at once or comes once, or the AppError that comes in its place. It is no promise: whoever listens hears
 * inside the call that settles it, so a core stays synchronous and a simulator sees every step.
 */
export class Later<T> {
  #outcome: Outcome<T> | undefined;
  #waiting: (() => void)[] = [];

  static of<T>(value: T): Later<T> {
    const later = new Later<T>();
    later.resolve(value);
    return later;
  }

  static failed<T>(error: AppError): Later<T> {
    const later = new Later<T>();
    later.fail(error);
    return later;
  }

  /** The answer of something that calls back. */
  static from<T>(ask: (done: (result: T | AppError) => void) => void): Later<T> {
    const later = new Later<T>();
    ask((result) => {
      if (result instanceof AppError) later.fail(result);
      else later.resolve(result);
    });
    return later;
  }

  /** What `run` answers, at once or later. What it refuses with, by throwing, fails it; a defect goes on. */
  static try<T>(run: () => T | Later<T>): Later<T> {
    try {
      const answer = run();
      return answer instanceof Later ? answer : Later.of(answer);
    } catch (error) {
      if (isDefect(error)) throw error;
      return Later.failed(AppError.from(error));
    }
  }

  get outcome(): Outcome<T> | undefined {
    return this.#outcome;
  }

  /** Only the first outcome counts. */
  resolve(value: T): void {
    this.#settle({ ok: true, value });
  }

  fail(error: AppError): void {
    this.#settle({ ok: false, error });
  }

  /** Each listener hears once, at once if the outcome is there. */
  listen(onValue: (value: T) => void, onError: (error: AppError) => void): void {
    this.whenSettled(() => {
      const outcome = this.#outcome;
      if (outcome?.ok === true) onValue(outcome.value);
      else if (outcome !== undefined) onError(outcome.error);
    });
  }

  whenSettled(run: () => void): void {
    if (this.#outcome === undefined) this.#waiting.push(run);
    else run();
  }

  /** What `change` makes of the value. It refuses by throwing an AppError. */
  map<U>(change: (value: T) => U): Later<U> {
    return Later.from((done) => this.listen((value) => done(attempt(() => change(value))), done));
  }

  #settle(outcome: Outcome<T>): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const run of waiting) run();
  }
}
