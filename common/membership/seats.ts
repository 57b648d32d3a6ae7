import type { IdentityKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import type { Invites } from './invites.ts';
import { isAddition, isKind, type Known, type Operation } from './operation.ts';

/** One reason for somebody to be in the room. */
interface Admission {
  readonly operation: Operation;
  readonly identity: IdentityKey;
  /** The invite that was used, if it takes one. */
  readonly invite?: string;
}

export interface Seats {
  /** Without the owner, in the order of their admissions. */
  readonly members: readonly IdentityKey[];
  /** Admitted, but beyond the capacity of the room or the uses of the invite. */
  readonly waiting: readonly IdentityKey[];
}

export interface SeatRules {
  readonly owner: IdentityKey;
  readonly policy: 'open' | 'invite';
  readonly capacity: number;
  readonly banned: ReadonlySet<IdentityKey>;
  readonly invites: Invites;
}

/** Gives the seats out, in causal order. */
export const assignSeats = (graph: CausalGraph, operations: readonly Operation[], rules: SeatRules): Seats => {
  const endings = endingsIn(operations, rules.owner);
  const used = new Map<string, Set<IdentityKey>>();
  const members = new Set<IdentityKey>();
  const waiting = new Set<IdentityKey>();
  for (const admission of admissionsIn(operations, rules)) {
    const { identity, operation } = admission;
    // a use is spent by whoever came first, even if he has left since
    const isUsable = takeUse(used, admission, rules.invites);
    const isOver = endings.get(identity)?.some((ending) => graph.precedes(operation, ending)) ?? false;
    if (isOver || rules.banned.has(identity)) continue;
    if (isUsable && members.size < rules.capacity - 1) members.add(identity);
    else waiting.add(identity);
  }
  return { members: [...members], waiting: [...waiting].filter((identity) => !members.has(identity)) };
};

const admissionsIn = (operations: readonly Operation[], rules: SeatRules): readonly Admission[] =>
  operations.flatMap((operation): Admission | [] => {
    const { identity } = operation.author;
    if (isAddition(operation) && identity === rules.owner && operation.added.identity !== rules.owner) {
      return { operation, identity: operation.added.identity };
    }
    if (!isKind(operation, 'JOIN') || identity === rules.owner) return [];
    if (rules.policy === 'open') return { operation, identity };
    const invite = operation.body.invite?.key;
    return invite !== undefined && rules.invites.accepts(operation) ? { operation, identity, invite } : [];
  });

/** What ends the admissions in its causal past: a LEAVE of one's own, a REMOVE by the owner. */
const endingsIn = (
  operations: readonly Operation[],
  owner: IdentityKey,
): ReadonlyMap<IdentityKey, readonly Operation[]> => {
  const isEnding = (operation: Operation): operation is Known<'LEAVE'> | Known<'REMOVE'> =>
    isKind(operation, 'LEAVE') || (isKind(operation, 'REMOVE') && operation.author.identity === owner);
  return Map.groupBy(operations.filter(isEnding), ({ body, author }) =>
    body.kind === 'REMOVE' ? body.identity : author.identity,
  );
};

/** One use per person, however many devices he joins from. */
const takeUse = (used: Map<string, Set<IdentityKey>>, { identity, invite }: Admission, invites: Invites): boolean => {
  if (invite === undefined) return true;
  const users = used.get(invite) ?? new Set();
  used.set(invite, users);
  if (!users.has(identity) && users.size >= invites.uses(invite)) return false;
  users.add(identity);
  return true;
};
