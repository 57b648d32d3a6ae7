import type { Entry, EntryId, IdentityKey } from '../model/index.ts';
import type { Admission } from './admissions.ts';
import type { Bans } from './bans.ts';
import type { CausalGraph } from './causal-graph.ts';
import type { Horizon } from './causal-pasts.ts';
import type { Invites } from './invites.ts';
import { Occurrences } from './occurrences.ts';
import type { Operation } from './operation.ts';
import type { Revocations } from './revocations.ts';

export interface Seats {
  /** Without the owner: those with a grant in the order of their admissions, then the others. */
  readonly members: readonly IdentityKey[];
  /** Those of them whose seat nobody can take. */
  readonly granted: ReadonlySet<IdentityKey>;
  /** Admitted, but beyond the capacity of the room or the uses of the invite. */
  readonly waiting: readonly IdentityKey[];
}

export interface SeatRules {
  readonly capacity: number;
  readonly bans: Bans;
  readonly invites: Invites;
  readonly revocations: Revocations;
}

/**
 * Gives the seats out. Each operation of the owner grants its seat, and the use of its invite, to every admission that has one by the
 * evaluation of that operation's own past. That past does not change, so the grant does not; it ends as the admission does.
 * The others take what is left. Two devices of the owner that grant at the same moment may fill a seat twice: then nobody goes.
 */
export const assignSeats = (graph: CausalGraph, admissions: readonly Admission[], rules: SeatRules): Seats => {
  const grants = new Grants(graph, admissions, rules);
  for (const operation of graph.order) if (operation.author.identity === graph.owner) grants.add(operation);
  const { members, granted, waiting } = grants.evaluate(graph.pasts.everything);
  return { members: [...members], granted, waiting: [...waiting].filter((identity) => !members.has(identity)) };
};

/** What one operation of the owner grants that none before it on its branch has granted. */
interface Grant {
  readonly seats: readonly EntryId[];
  readonly uses: readonly EntryId[];
}

/** It follows from its operation's past, which is the same wherever that is known: it is found once. */
const found = new WeakMap<Entry, Grant>();

/** An admission with the operations that have granted it a seat, and the use of its invite. */
interface Candidate {
  readonly admission: Admission;
  readonly id: EntryId;
  seat: Occurrences | undefined;
  use: Occurrences | undefined;
}

interface Evaluated {
  readonly members: ReadonlySet<IdentityKey>;
  readonly granted: ReadonlySet<IdentityKey>;
  readonly waiting: ReadonlySet<IdentityKey>;
  readonly seats: readonly Candidate[];
  readonly uses: readonly Candidate[];
}

class Grants {
  readonly #graph: CausalGraph;
  readonly #rules: SeatRules;
  readonly #candidates: readonly Candidate[];
  /** In causal order. */
  readonly #inOrder: readonly Candidate[];
  readonly #byId: ReadonlyMap<EntryId, Candidate>;
  /** Granted on each of the owner's branches: seats, and uses. */
  readonly #onBranch = new Map<number, readonly [Set<EntryId>, Set<EntryId>]>();

  constructor(graph: CausalGraph, admissions: readonly Admission[], rules: SeatRules) {
    this.#graph = graph;
    this.#rules = rules;
    this.#candidates = admissions.map((admission) => {
      return { admission, id: admission.operation.entry.id, seat: undefined, use: undefined };
    });
    const place = ({ admission }: Candidate): number => graph.place(admission.operation);
    this.#inOrder = this.#candidates.toSorted((a, b) => place(a) - place(b));
    this.#byId = new Map(this.#candidates.map((candidate) => [candidate.id, candidate]));
  }

  /** An operation of the owner's. All in its past have been added. */
  add(operation: Operation): void {
    const branch = this.#graph.pasts.branchOf(this.#graph.place(operation));
    const before = this.#onBranch.get(branch) ?? [new Set(), new Set()];
    this.#onBranch.set(branch, before);
    const grant = found.get(operation.entry) ?? this.#find(operation, before);
    found.set(operation.entry, grant);
    for (const id of grant.seats) {
      before[0].add(id);
      const candidate = this.#byId.get(id);
      if (candidate !== undefined) candidate.seat = this.#with(candidate.seat, operation);
    }
    for (const id of grant.uses) {
      before[1].add(id);
      const candidate = this.#byId.get(id);
      if (candidate !== undefined) candidate.use = this.#with(candidate.use, operation);
    }
  }

  evaluate(horizon: Horizon): Evaluated {
    const { capacity, bans } = this.#rules;
    const uses = new InviteUses(this.#rules.invites, horizon);
    const members = new Set<IdentityKey>();
    const waiting = new Set<IdentityKey>();
    const seats: Candidate[] = [];
    const stands = ({ admission }: Candidate): boolean =>
      !admission.isOver(horizon) && !bans.isBanned(admission.identity, horizon);
    const isGranted = ({ seat }: Candidate): boolean => seat?.countIn(horizon) === true;
    for (const candidate of this.#inOrder) {
      if (candidate.use?.countIn(horizon) === true) uses.take(candidate);
      if (!isGranted(candidate) || !candidate.admission.countsIn(horizon) || !stands(candidate)) continue;
      members.add(candidate.admission.identity);
      seats.push(candidate);
    }
    const granted = new Set(members);
    for (const candidate of this.#candidates) {
      const { identity } = candidate.admission;
      if (isGranted(candidate) || !candidate.admission.countsIn(horizon)) continue;
      // a use is spent by whoever comes first, even if he has left since
      const isUsable = uses.take(candidate);
      if (!stands(candidate)) continue;
      if (isUsable && (members.has(identity) || members.size < capacity - 1)) {
        members.add(identity);
        seats.push(candidate);
      } else waiting.add(identity);
    }
    return { members, granted, waiting, seats, uses: uses.taken };
  }

  #find(operation: Operation, [seatsBefore, usesBefore]: readonly [Set<EntryId>, Set<EntryId>]): Grant {
    const { seats, uses } = this.evaluate(this.#graph.pasts.before(this.#graph.place(operation)));
    return {
      seats: seats.flatMap(({ id }) => (seatsBefore.has(id) ? [] : id)),
      uses: uses.flatMap(({ id }) => (usesBefore.has(id) ? [] : id)),
    };
  }

  #with(before: Occurrences | undefined, operation: Operation): Occurrences {
    const all = before ?? new Occurrences(this.#graph, this.#rules.revocations);
    all.add(operation);
    return all;
  }
}

/** One use per person, however many devices he joins from. */
class InviteUses {
  readonly taken: Candidate[] = [];
  readonly #invites: Invites;
  readonly #horizon: Horizon;
  readonly #users = new Map<string, Set<IdentityKey>>();

  constructor(invites: Invites, horizon: Horizon) {
    this.#invites = invites;
    this.#horizon = horizon;
  }

  /** Answers whether there is one for this admission. Whom one was granted comes first, and is not refused. */
  take(candidate: Candidate): boolean {
    const { invite, identity } = candidate.admission;
    if (invite === undefined) return true;
    const users = this.#users.get(invite) ?? new Set();
    this.#users.set(invite, users);
    const isFull = users.size >= this.#invites.uses(invite, this.#horizon);
    if (isFull && candidate.use?.countIn(this.#horizon) !== true && !users.has(identity)) return false;
    users.add(identity);
    this.taken.push(candidate);
    return true;
  }
}
