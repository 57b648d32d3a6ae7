import type { CausalGraph } from './causal-graph.ts';
import type { Horizon } from './causal-pasts.ts';
import type { Operation } from './operation.ts';
import type { Revocations } from './revocations.ts';

/** Some operations of one meaning: does one of them count in a past? */
export class Occurrences {
  readonly #graph: CausalGraph;
  readonly #revocations: Revocations;
  /** Of those that no revocation voids: from where on one is in a past. */
  readonly #first: Int32Array;
  readonly #voidable: Operation[] = [];

  constructor(graph: CausalGraph, revocations: Revocations, operations: readonly Operation[] = []) {
    this.#graph = graph;
    this.#revocations = revocations;
    this.#first = graph.pasts.neverCovered();
    for (const operation of operations) this.add(operation);
  }

  add(operation: Operation): void {
    if (this.#revocations.mayVoid(operation)) this.#voidable.push(operation);
    else this.#graph.pasts.lower(this.#first, this.#graph.place(operation));
  }

  countIn(horizon: Horizon): boolean {
    return (
      this.#graph.pasts.reaches(horizon, this.#first) ||
      this.#voidable.some((operation) => this.#revocations.countsIn(horizon, operation))
    );
  }
}
