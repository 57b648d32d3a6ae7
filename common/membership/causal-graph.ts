import { toHex } from '../base/index.ts';
import { decodeUnknownControl } from '../log/index.ts';
import { asHex, type EntryId } from '../model/index.ts';
import type { Operation } from './operation.ts';

interface Node {
  readonly operation: Operation;
  readonly id: EntryId;
  readonly parents: readonly EntryId[];
}

/** Operations as `after` and `prev` link them. Those whose causal past is not wholly there are left out. */
export interface CausalGraph {
  /** Every operation after all in its causal past; where that leaves a choice, the smallest entry id first (Kahn). */
  readonly order: readonly Operation[];
  /** Those that no other operation follows. */
  readonly heads: readonly Operation[];
  /** Whether `earlier` is in the causal past of `later`. */
  precedes(earlier: Operation, later: Operation): boolean;
}

export const causalGraph = (operations: readonly Operation[]): CausalGraph => {
  const nodes = sortNodes(new Map(operations.map((operation) => [operation.entry.id, nodeOf(operation)])));
  const place = new Map(nodes.map(({ id }, index) => [id, index]));
  const followed = new Set(nodes.flatMap(({ parents }) => parents));
  const past = causalPasts(nodes, place);
  const placeOf = ({ entry }: Operation): number => place.get(entry.id) ?? -1;
  return {
    order: nodes.map(({ operation }) => operation),
    heads: nodes.flatMap(({ id, operation }) => (followed.has(id) ? [] : [operation])),
    precedes: (earlier, later) => past(placeOf(earlier), placeOf(later)),
  };
};

const nodeOf = (operation: Operation): Node => {
  const { entry, body } = operation;
  const after = (body ?? (entry.body && decodeUnknownControl(entry.body)))?.after ?? [];
  const prev = entry.seq === 0 ? [] : [asHex<EntryId>(toHex(entry.prev))];
  return { operation, id: entry.id, parents: [...new Set([...after, ...prev])] };
};

/** Kahn's algorithm. What misses a parent, or follows one that does, never becomes ready. */
const sortNodes = (nodes: ReadonlyMap<EntryId, Node>): readonly Node[] => {
  const waitsFor = new Map<EntryId, number>();
  const children = new Map<EntryId, Node[]>();
  const ready: Node[] = [];
  for (const node of nodes.values()) {
    waitsFor.set(node.id, node.parents.length);
    if (node.parents.length === 0) insert(ready, node);
    for (const parent of node.parents) {
      const siblings = children.get(parent);
      if (siblings) siblings.push(node);
      else children.set(parent, [node]);
    }
  }
  const sorted: Node[] = [];
  for (let node = ready.pop(); node; node = ready.pop()) {
    sorted.push(node);
    for (const child of children.get(node.id) ?? []) {
      const left = (waitsFor.get(child.id) ?? 0) - 1;
      waitsFor.set(child.id, left);
      if (left === 0) insert(ready, child);
    }
  }
  return sorted;
};

/** Keeps the list sorted with the smallest id last, where `pop` takes it. */
const insert = (sorted: Node[], node: Node): void => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.id ?? '') > node.id) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, node);
};

/** Causal pasts as one row of bits per node: a few thousand operations need a few megabytes and milliseconds. */
const causalPasts = (
  nodes: readonly Node[],
  place: ReadonlyMap<EntryId, number>,
): ((earlier: number, later: number) => boolean) => {
  const width = (nodes.length + 31) >>> 5;
  const bits = new Uint32Array(width * nodes.length);
  const word = (row: number, column: number): number => row * width + (column >>> 5);
  for (const [row, { parents }] of nodes.entries()) {
    for (const parent of parents) {
      const from = place.get(parent) ?? 0;
      // a parent stands before its child, so the words beyond it are empty
      for (let i = 0; i <= from >>> 5; i++) bits[row * width + i]! |= bits[from * width + i]!;
      bits[word(row, from)]! |= 1 << (from & 31);
    }
  }
  return (earlier, later) =>
    earlier >= 0 && later >= 0 && ((bits[word(later, earlier)] ?? 0) & (1 << (earlier & 31))) !== 0;
};
