import type { EntryId, IdentityKey } from '../model/index.ts';
import { parentsOf, prevOf, type Operation } from './operation.ts';

/** An operation whose whole past is there, in causal order. */
export interface CausalNode {
  readonly operation: Operation;
  /** Places in the order. */
  readonly parents: readonly number[];
  /** Place of the one before it in its log; -1 for the first. */
  readonly prev: number;
}

interface Waiting {
  readonly operation: Operation;
  readonly id: EntryId;
  readonly parents: readonly EntryId[];
  left: number;
}

/**
 * Every operation after all in its causal past; where that leaves a choice, the smallest entry id first (Kahn). Left out is what
 * lacks a parent, what names an operation of somebody other than the owner and its own author, and what follows either: so
 * nobody can be stopped by an entry that only some hold.
 */
export const causalOrder = (operations: readonly Operation[], owner: IdentityKey): readonly CausalNode[] => {
  const all = new Map(operations.map((operation) => [operation.entry.id, waitingOf(operation)]));
  const ready: Waiting[] = [];
  const children = new Map<EntryId, Waiting[]>();
  for (const one of all.values()) {
    if (one.left === 0) insert(ready, one);
    for (const parent of one.parents) {
      const siblings = children.get(parent);
      if (siblings) siblings.push(one);
      else children.set(parent, [one]);
    }
  }
  const order: CausalNode[] = [];
  const place = new Map<EntryId, number>();
  for (let one = ready.pop(); one; one = ready.pop()) {
    const { operation, id } = one;
    const parents = one.parents.map((parent) => place.get(parent) ?? -1);
    if (!mayName(operation, parents, order, owner)) continue;
    const prev = prevOf(operation.entry);
    place.set(id, order.length);
    order.push({ operation, parents, prev: prev === undefined ? -1 : (place.get(prev) ?? -1) });
    for (const child of children.get(id) ?? []) {
      child.left--;
      if (child.left === 0) insert(ready, child);
    }
  }
  return order;
};

const waitingOf = (operation: Operation): Waiting => {
  const parents = parentsOf(operation.entry, operation.body);
  return { operation, id: operation.entry.id, parents, left: parents.length };
};

const mayName = (
  { author }: Operation,
  parents: readonly number[],
  order: readonly CausalNode[],
  owner: IdentityKey,
): boolean =>
  author.identity === owner ||
  parents.every((parent) => {
    const named = order[parent]?.operation.author.identity;
    return named === owner || named === author.identity;
  });

/** Keeps the list sorted with the smallest id last, where `pop` takes it. */
const insert = (sorted: Waiting[], one: Waiting): void => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.id ?? '') > one.id) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, one);
};
