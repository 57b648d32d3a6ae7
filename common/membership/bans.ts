import type { DeviceKey, IdentityKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import { ofKind, type Known, type Operation } from './operation.ts';

/** Removals that no later ADD has lifted. */
export interface Bans {
  readonly banned: ReadonlySet<IdentityKey>;
  /** Content entries accepted of the devices of those banned. */
  readonly cutoffs: readonly (readonly [DeviceKey, number])[];
}

/** `byOwner`: the owner's operations. An ADD lifts only what it knew of: one that crossed the REMOVE does not. */
export const bansIn = (graph: CausalGraph, byOwner: readonly Operation[], owner: IdentityKey): Bans => {
  const additions = Map.groupBy(ofKind(byOwner, 'ADD'), ({ body }) => body.identity);
  const isLifted = (removal: Known<'REMOVE'>): boolean =>
    (additions.get(removal.body.identity) ?? []).some((addition) => graph.precedes(removal, addition));
  const standing = ofKind(byOwner, 'REMOVE').filter((removal) => removal.body.identity !== owner && !isLifted(removal));
  return {
    banned: new Set(standing.map(({ body }) => body.identity)),
    cutoffs: standing.flatMap(({ body }) =>
      Object.entries(body.cut).map(([device, count]) => [device as DeviceKey, count] as const),
    ),
  };
};
