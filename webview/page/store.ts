import { reduce, type Action } from '../state/reduce.ts';
import { initialState, roomOf, type State } from '../state/state.ts';

/** Holds the state; every change goes through `dispatch`. */
export class Store {
  readonly #changed: (before: State) => void;
  #state = initialState;

  constructor(changed: (before: State) => void) {
    this.#changed = changed;
  }

  get state(): State {
    return this.#state;
  }
  /** The conversation on screen. */
  get room(): string | undefined {
    return roomOf(this.#state);
  }

  dispatch(action: Action): void {
    const before = this.#state;
    this.#state = reduce(before, action);
    if (this.#state !== before) this.#changed(before);
  }
}
