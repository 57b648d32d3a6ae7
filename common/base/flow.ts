import { AppError } from './app-error.ts';
import { attempt } from './attempt.ts';
import type { Disposable } from './disposable.ts';
import { Later } from './later.ts';

/**
 * A story in which something is waited for, told from top to bottom. It yields what it waits for, answers by returning and refuses
 * by throwing an AppError. What changes while it waits (a `Conversation` may be dropped) is looked up again afterwards.
 */
export type Flow<T> = Generator<Later<unknown>, T, void>;

/** The value, once it is there. What is there already is not waited for. */
export function* wait<T>(later: Later<T>): Flow<T> {
  if (later.outcome === undefined) yield later;
  const { outcome } = later;
  if (outcome === undefined) throw new Error('a flow went on before what it waits for was there');
  if (outcome.ok) return outcome.value;
  throw outcome.error;
}

/** The error that a part of a flow ends with, if it does: for those who go on all the same. */
export function* failureOf(flow: Flow<unknown>): Flow<AppError | undefined> {
  try {
    yield* flow;
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

interface Run<T> {
  readonly flow: Flow<T>;
  readonly result: Later<T>;
  /** It is in the middle of a step, and can be ended after that alone. */
  isStepping: boolean;
}

/** Drives flows. Disposing ends those under way where they wait; who waits for one of them hears OFFLINE. */
export class Flows implements Disposable {
  readonly #runs = new Set<Run<unknown>>();
  #isDisposed = false;

  /** Goes as far as it can at once. What is thrown and is no AppError is a defect, and reaches whoever made the flow go on. */
  run<T>(flow: Flow<T>): Later<T> {
    const result = new Later<T>();
    this.#start(flow, result);
    return result;
  }

  /** Whoever asks while the flow of this key is under way gets its answer. `underWay` is kept here. */
  once<K, T>(underWay: Map<K, Later<T>>, key: K, flow: () => Flow<T>): Later<T> {
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const result = new Later<T>();
    underWay.set(key, result);
    result.whenSettled(() => underWay.delete(key));
    this.#start(flow(), result);
    return result;
  }

  dispose(): void {
    this.#isDisposed = true;
    const runs = [...this.#runs];
    this.#runs.clear();
    for (const { flow, result, isStepping } of runs) {
      if (!isStepping) flow.return(undefined);
      result.fail(over());
    }
  }

  #start<T>(flow: Flow<T>, result: Later<T>): void {
    if (this.#isDisposed) return result.fail(over());
    const run: Run<T> = { flow, result, isStepping: false };
    this.#runs.add(run);
    this.#step(run);
  }

  #step<T>(run: Run<T>): void {
    if (this.#isDisposed) return;
    const { flow, result } = run;
    run.isStepping = true;
    const step = attempt(() => flow.next());
    run.isStepping = false;
    if (this.#isDisposed) flow.return(undefined as T);
    else if (step instanceof AppError) this.#end(run, () => result.fail(step));
    else if (step.done === true) this.#end(run, () => result.resolve(step.value));
    else step.value.whenSettled(() => this.#step(run));
  }

  #end(run: Run<unknown>, settle: () => void): void {
    this.#runs.delete(run);
    settle();
  }
}

const over = (): AppError => new AppError('OFFLINE', 'the chat is closing');
