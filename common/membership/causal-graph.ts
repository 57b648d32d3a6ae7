import { limits, type EntryId, type IdentityKey } from '../model/index.ts';
import { causalOrder } from './causal-order.ts';
import { CausalPasts } from './causal-pasts.ts';
import type { Operation } from './operation.ts';

/** Operations of one author each, in causal order. */
export type Branches = readonly (readonly Operation[])[];

/** Operations as `after` and `prev` link them. Those whose causal past is not wholly there are left out. */
export class CausalGraph {
  /** Every operation after all in its causal past (`causalOrder`). */
  readonly order: readonly Operation[];
  readonly owner: IdentityKey;
  readonly pasts: CausalPasts;
  readonly #place: ReadonlyMap<Operation, number>;
  /** Places that another operation names, or follows. */
  readonly #followed: ReadonlySet<number>;

  constructor(operations: readonly Operation[], owner: IdentityKey) {
    const nodes = causalOrder(operations, owner);
    this.owner = owner;
    this.order = nodes.map(({ operation }) => operation);
    this.pasts = new CausalPasts(nodes, owner);
    this.#place = new Map(this.order.map((operation, place) => [operation, place]));
    this.#followed = new Set(nodes.flatMap(({ parents }) => parents));
  }

  /** Its place in the order. */
  place(operation: Operation): number {
    return this.#place.get(operation) ?? -1;
  }

  /** Whether `earlier` is in the causal past of `later`. */
  precedes(earlier: Operation, later: Operation): boolean {
    return this.pasts.precedes(this.place(earlier), this.place(later));
  }

  /** Operations in causal order, by the branches of their authors' logs: each follows the one before it there. */
  byBranch(operations: readonly Operation[]): Branches {
    const branches = Map.groupBy(
      operations,
      (operation) => `${operation.author.identity}${this.pasts.branchOf(this.place(operation))}`,
    );
    return [...branches.values()];
  }

  /** Of each branch the first operation that `earlier` precedes: so it does the later ones. */
  firstAfter(earlier: Operation, branches: Branches): Operation[] {
    return branches.flatMap((branch) => {
      let low = 0;
      let high = branch.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const one = branch[middle];
        if (one !== undefined && this.precedes(earlier, one)) high = middle;
        else low = middle + 1;
      }
      return branch[low] ?? [];
    });
  }

  /**
   * What an operation names in `after` (sorted, at most 64). The owner names all that nothing follows; if there are too many, members
   * before strangers, and the next one names the rest. Everybody else names the owner's and his own, so that nobody can stop him.
   */
  heads(author: IdentityKey, isMember: (identity: IdentityKey) => boolean): EntryId[] {
    const isOurs = (by: IdentityKey): boolean => by === this.owner || by === author;
    const ours = this.order.filter((operation) => isOurs(operation.author.identity));
    const heads = author === this.owner ? this.#ends() : this.#latest(ours);
    const rank = ({ author: { identity } }: Operation): number =>
      identity === this.owner ? 0 : isMember(identity) ? 1 : 2;
    return heads
      .toSorted((a, b) => rank(a) - rank(b) || (a.entry.id < b.entry.id ? -1 : 1))
      .slice(0, limits.after)
      .map(({ entry }) => entry.id)
      .toSorted();
  }

  #ends(): Operation[] {
    return this.order.filter((_, place) => !this.#followed.has(place));
  }

  #latest(operations: readonly Operation[]): Operation[] {
    // the last of each log: those before it are in its past
    const ends = new Map(operations.map((operation) => [operation.entry.device + operation.entry.log, operation]));
    const latest = this.pasts.latest([...ends.values()].map((operation) => this.place(operation)));
    return latest.flatMap((place) => this.order[place] ?? []);
  }
}
