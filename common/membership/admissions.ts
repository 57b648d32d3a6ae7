import type { IdentityKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import type { Horizon } from './causal-pasts.ts';
import type { Invites } from './invites.ts';
import { Occurrences } from './occurrences.ts';
import { isAddition, isKind, ofKind, type Known, type Operation } from './operation.ts';
import type { Revocations } from './revocations.ts';

/** One reason for somebody to be in the room. */
export interface Admission {
  readonly operation: Operation;
  readonly identity: IdentityKey;
  /** The invite that was used, if it takes one. */
  readonly invite: string | undefined;
  /** Whether it is in that past, and the invite had not been withdrawn. */
  countsIn(horizon: Horizon): boolean;
  /** Whether its subject has left since, or been removed. */
  isOver(horizon: Horizon): boolean;
}

export interface AdmissionRules {
  readonly policy: 'open' | 'invite';
  readonly invites: Invites;
  readonly revocations: Revocations;
  /** What made the room: a JOIN that does not know it is no JOIN. */
  readonly geneses: readonly Operation[];
}

/**
 * ADD by the owner, JOIN in open rooms, JOIN with a proof of an invite. Whoever knows more of the owner's operations stands before the
 * others, then whoever comes first in causal order: nothing is gained by dating back.
 */
export const admissionsIn = (graph: CausalGraph, rules: AdmissionRules): readonly Admission[] => {
  const endings = endingsIn(graph);
  const known = new Map<Admission, number>();
  for (const operation of graph.order) {
    const admitted = admittedBy(graph, rules, operation);
    if (admitted === undefined) continue;
    const { identity, invite, withdrawn } = admitted;
    const after = graph.firstAfter(operation, endings.get(identity) ?? []);
    const over = after.length === 0 ? undefined : new Occurrences(graph, rules.revocations, after);
    const came = new Occurrences(graph, rules.revocations, [operation]);
    const admission: Admission = {
      operation,
      identity,
      invite,
      countsIn: (horizon) => came.countIn(horizon) && withdrawn?.countIn(horizon) !== true,
      isOver: (horizon) => over?.countIn(horizon) ?? false,
    };
    known.set(admission, graph.pasts.known(graph.place(operation)));
  }
  // a stable sort: the others stay in causal order
  return [...known.keys()].toSorted((a, b) => (known.get(b) ?? 0) - (known.get(a) ?? 0));
};

interface Admitted {
  readonly identity: IdentityKey;
  readonly invite: string | undefined;
  readonly withdrawn: Occurrences | undefined;
}

const admittedBy = (
  graph: CausalGraph,
  { policy, invites, geneses }: AdmissionRules,
  operation: Operation,
): Admitted | undefined => {
  const { identity } = operation.author;
  const plain = { invite: undefined, withdrawn: undefined };
  if (isAddition(operation) && identity === graph.owner && operation.added.identity !== graph.owner)
    return { identity: operation.added.identity, ...plain };
  if (!isKind(operation, 'JOIN') || identity === graph.owner) return undefined;
  if (!geneses.some((genesis) => graph.precedes(genesis, operation))) return undefined;
  if (policy === 'open') return { identity, ...plain };
  const proof = invites.proof(operation);
  return proof && { identity, invite: proof.key, withdrawn: proof.withdrawn };
};

/** What ends the admissions in its causal past: a LEAVE of one's own, a REMOVE by the owner. */
const endingsIn = (graph: CausalGraph): ReadonlyMap<IdentityKey, ReturnType<CausalGraph['byBranch']>> => {
  const endings: (Known<'LEAVE'> | Known<'REMOVE'>)[] = [
    ...ofKind(graph.order, 'LEAVE'),
    ...ofKind(graph.order, 'REMOVE').filter(({ author }) => author.identity === graph.owner),
  ];
  const byIdentity = Map.groupBy(endings, ({ body, author }) =>
    body.kind === 'REMOVE' ? body.identity : author.identity,
  );
  return new Map([...byIdentity].map(([identity, its]) => [identity, graph.byBranch(its)]));
};
