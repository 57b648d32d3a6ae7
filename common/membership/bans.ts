import { authorKey, type AuthorKey, type DeviceKey, type IdentityKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import { isAddition, ofKind, type Known, type Operation } from './operation.ts';

/** Removals that no later ADD has lifted. */
export interface Bans {
  readonly banned: ReadonlySet<IdentityKey>;
  /** Content entries accepted of those banned, from each device. */
  readonly cutoffs: readonly (readonly [AuthorKey, number])[];
}

/** `byOwner`: the owner's operations. An ADD lifts only what it knew of: one that crossed the REMOVE does not. */
export const bansIn = (graph: CausalGraph, byOwner: readonly Operation[], owner: IdentityKey): Bans => {
  const additions = Map.groupBy(byOwner.filter(isAddition), ({ added }) => added.identity);
  const isLifted = (removal: Known<'REMOVE'>): boolean =>
    (additions.get(removal.body.identity) ?? []).some((addition) => graph.precedes(removal, addition));
  const standing = ofKind(byOwner, 'REMOVE').filter((removal) => removal.body.identity !== owner && !isLifted(removal));
  return {
    banned: new Set(standing.map(({ body }) => body.identity)),
    cutoffs: standing.flatMap(({ body: { identity, cut } }) =>
      Object.entries(cut).map(
        ([device, count]) => [authorKey({ device: device as DeviceKey, identity }), count] as const,
      ),
    ),
  };
};
