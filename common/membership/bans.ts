import { authorKey, type AuthorKey, type DeviceKey, type IdentityKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import type { Horizon } from './causal-pasts.ts';
import { Occurrences } from './occurrences.ts';
import { isAddition, ofKind, type Known, type Operation } from './operation.ts';
import type { Revocations } from './revocations.ts';

/** Removals that no later ADD has lifted. */
export interface Bans {
  isBanned(identity: IdentityKey, horizon: Horizon): boolean;
  readonly banned: ReadonlySet<IdentityKey>;
  /** Content entries accepted of those banned, from each device. */
  readonly cutoffs: readonly (readonly [AuthorKey, number])[];
}

/** `byOwner`: the owner's operations. An ADD lifts only what it knew of: one that crossed the REMOVE does not. */
export const bansIn = (graph: CausalGraph, revocations: Revocations, byOwner: readonly Operation[]): Bans => {
  const additions = Map.groupBy(byOwner.filter(isAddition), ({ added }) => added.identity);
  const removals = ofKind(byOwner, 'REMOVE')
    .filter(({ body }) => body.identity !== graph.owner)
    .map((removal) => {
      const lifting = graph.firstAfter(removal, graph.byBranch(additions.get(removal.body.identity) ?? []));
      return { removal, lifted: new Occurrences(graph, revocations, lifting) };
    });
  const byIdentity = Map.groupBy(removals, ({ removal }) => removal.body.identity);
  const stands = ({ removal, lifted }: Removal, horizon: Horizon): boolean =>
    revocations.countsIn(horizon, removal) && !lifted.countIn(horizon);
  const standing = removals.filter((one) => stands(one, graph.pasts.everything));
  return {
    isBanned: (identity, horizon) => (byIdentity.get(identity) ?? []).some((one) => stands(one, horizon)),
    banned: new Set(standing.map(({ removal }) => removal.body.identity)),
    cutoffs: standing.flatMap(({ removal: { body } }) =>
      Object.entries(body.cut).map(
        ([device, count]) => [authorKey({ device: device as DeviceKey, identity: body.identity }), count] as const,
      ),
    ),
  };
};

interface Removal {
  readonly removal: Known<'REMOVE'>;
  readonly lifted: Occurrences;
}
