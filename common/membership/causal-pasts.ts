import type { IdentityKey } from '../model/index.ts';
import type { CausalNode } from './causal-order.ts';

/**
 * A set of operations that has with each its whole past, as one number for each branch of the owner's logs: how many of its operations are
 * in it. The last number says whether also what no operation of the owner follows.
 */
export type Horizon = Int32Array;

const never = -1 >>> 1;

/**
 * Causal pasts in few numbers. An operation names the owner's and its author's alone, the owner names everybody's; so what is in
 * somebody's past is there through one of the owner's operations, or is one's own.
 */
export class CausalPasts {
  /** Numbers of a horizon. */
  readonly width: number;
  readonly everything: Horizon;
  readonly #nodes: readonly CausalNode[];
  readonly #owner: IdentityKey;
  /** Which branch of its author's logs each is on, and which one of it. */
  readonly #branch: Int32Array;
  readonly #at: Int32Array;
  /** Of each: how many operations of each of the owner's branches are in its past. */
  readonly #past: Int32Array;
  /** Of each: the first operation of each of the owner's branches that has it in its past. */
  readonly #covered: Int32Array;
  /** Of each: how many operations of each branch of its own author are in its past, as far as that is not through the owner. */
  readonly #own: readonly Int32Array[];

  constructor(nodes: readonly CausalNode[], owner: IdentityKey) {
    this.#nodes = nodes;
    this.#owner = owner;
    this.#branch = new Int32Array(nodes.length);
    this.#at = new Int32Array(nodes.length);
    const branches = this.#findBranches();
    this.width = (branches.get(owner) ?? 0) + 1;
    this.everything = new Int32Array(this.width).fill(never);
    this.#past = new Int32Array(nodes.length * this.width);
    this.#covered = new Int32Array(nodes.length * this.width).fill(never);
    this.#own = this.#findPasts(branches);
    this.#cover();
  }

  /** The branch of the owner's logs that an operation of the owner's is on. */
  branchOf(place: number): number {
    return this.#branch[place] ?? 0;
  }

  /** How many of the owner's operations are in its past. */
  known(place: number): number {
    let sum = 0;
    for (let i = 0; i < this.width - 1; i++) sum += this.#past[place * this.width + i] ?? 0;
    return sum;
  }

  /** The past of an operation of the owner's. */
  before(place: number): Horizon {
    const past = this.#past.slice(place * this.width, (place + 1) * this.width);
    // that branch's own operation stands for its past
    past[this.branchOf(place)] = (this.#at[place] ?? 0) + 1;
    return past;
  }

  has(horizon: Horizon, place: number): boolean {
    return this.reaches(horizon, this.#covered, place * this.width);
  }

  /** `first`: from where on it is in a past, by branch. */
  reaches(horizon: Horizon, first: Int32Array, from = 0): boolean {
    for (let i = 0; i < this.width; i++) if ((first[from + i] ?? never) < (horizon[i] ?? 0)) return true;
    return false;
  }

  /** Lowers `first` to where this one is in a past. */
  lower(first: Int32Array, place: number): void {
    for (let i = 0; i < this.width; i++)
      first[i] = Math.min(first[i] ?? never, this.#covered[place * this.width + i] ?? never);
  }

  neverCovered(): Int32Array {
    return new Int32Array(this.width).fill(never);
  }

  precedes(earlier: number, later: number): boolean {
    const author = this.#author(earlier);
    const [branch, at] = [this.branchOf(earlier), this.#at[earlier] ?? 0];
    if (author === this.#owner) return (this.#past[later * this.width + branch] ?? 0) > at;
    if (author === this.#author(later) && (this.#own[later]?.[branch] ?? 0) > at) return true;
    return this.has(this.#horizonOf(later), earlier);
  }

  /** Of these, those that are in no other's past. */
  latest(places: readonly number[]): number[] {
    return places.filter((place) => !places.some((other) => other !== place && this.precedes(place, other)));
  }

  #horizonOf(place: number): Horizon {
    return this.#author(place) === this.#owner
      ? this.before(place)
      : this.#past.subarray(place * this.width, (place + 1) * this.width);
  }

  #author(place: number): IdentityKey | undefined {
    return this.#nodes[place]?.operation.author.identity;
  }

  /** A branch goes on with the first that follows its end; another one that follows the same begins a new one. Answers how many there are. */
  #findBranches(): ReadonlyMap<IdentityKey, number> {
    const counts = new Map<IdentityKey, number>();
    const followed = new Uint8Array(this.#nodes.length);
    for (const [place, { operation, prev }] of this.#nodes.entries()) {
      const { identity } = operation.author;
      if (prev >= 0 && followed[prev] === 0) {
        followed[prev] = 1;
        this.#branch[place] = this.branchOf(prev);
        this.#at[place] = (this.#at[prev] ?? 0) + 1;
      } else {
        const count = counts.get(identity) ?? 0;
        this.#branch[place] = count;
        counts.set(identity, count + 1);
      }
    }
    return counts;
  }

  #findPasts(branches: ReadonlyMap<IdentityKey, number>): readonly Int32Array[] {
    const { width } = this;
    const own: Int32Array[] = [];
    for (const [place, { operation, parents }] of this.#nodes.entries()) {
      const { identity } = operation.author;
      const mine = new Int32Array(identity === this.#owner ? 0 : (branches.get(identity) ?? 0));
      for (const parent of parents) {
        for (let i = 0; i < width - 1; i++) raise(this.#past, place * width + i, this.#past[parent * width + i] ?? 0);
        const by = this.#author(parent);
        if (by === this.#owner) raise(this.#past, place * width + this.branchOf(parent), (this.#at[parent] ?? 0) + 1);
        else if (by === identity) {
          for (const [i, count] of own[parent]?.entries() ?? []) raise(mine, i, count);
          raise(mine, this.branchOf(parent), (this.#at[parent] ?? 0) + 1);
        }
      }
      own.push(mine);
    }
    return own;
  }

  /** Each operation of the owner's covers what none before it on its branch has covered. */
  #cover(): void {
    const { width } = this;
    for (let place = 0; place < this.#nodes.length; place++) {
      this.#covered[place * width + width - 1] = 0;
      if (this.#author(place) !== this.#owner) continue;
      const [branch, at] = [this.branchOf(place), this.#at[place] ?? 0];
      const open = [...(this.#nodes[place]?.parents ?? [])];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if ((this.#covered[next * width + branch] ?? 0) !== never) continue;
        this.#covered[next * width + branch] = at;
        open.push(...(this.#nodes[next]?.parents ?? []));
      }
    }
  }
}

const raise = (counts: Int32Array, at: number, to: number): void => {
  if ((counts[at] ?? 0) < to) counts[at] = to;
};
