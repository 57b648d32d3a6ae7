import { fromBase64url, fromHex, type Crypto } from '../base/index.ts';
import { withDomain } from '../log/index.ts';
import { idBytes, type Entry, type IdentityKey, type RoomKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import type { Horizon } from './causal-pasts.ts';
import { Occurrences } from './occurrences.ts';
import { ofKind, type Known, type Operation } from './operation.ts';
import type { Revocations } from './revocations.ts';

/** What the holder of an invite signs with the invite's key: who joins which room (W3). */
export const joinMessage = (room: RoomKey, identity: IdentityKey): Uint8Array =>
  withDomain('join/v1', idBytes(room), idBytes(identity));

/** The invites of a room. */
export interface Invites {
  /** Whether a JOIN proves an invite of the owner's; `withdrawn`: that had been withdrawn before it. */
  proof(join: Known<'JOIN'>): { readonly key: string; readonly withdrawn: Occurrences } | undefined;
  /** How many people an invite admits. */
  uses(key: string, horizon: Horizon): number;
}

/** `byOwner`: the owner's operations. */
export const invitesIn = (
  crypto: Pick<Crypto, 'verify'>,
  room: RoomKey,
  graph: CausalGraph,
  revocations: Revocations,
  byOwner: readonly Operation[],
): Invites => {
  const made = Map.groupBy(ofKind(byOwner, 'INVITE'), ({ body }) => body.key);
  const withdrawals = Map.groupBy(ofKind(byOwner, 'UNINVITE'), ({ body }) => body.key);
  return {
    proof: (join) => {
      const { invite } = join.body;
      if (invite === undefined || !made.has(invite.key) || !isProven(crypto, room, join, invite)) return undefined;
      const before = (withdrawals.get(invite.key) ?? []).filter((withdrawal) => !graph.precedes(join, withdrawal));
      return { key: invite.key, withdrawn: new Occurrences(graph, revocations, before) };
    },
    uses: (key, horizon) =>
      (made.get(key) ?? [])
        .filter((invite) => revocations.countsIn(horizon, invite))
        .reduce((most, { body }) => Math.max(most, body.uses), 0),
  };
};

/** Signatures are looked at once. */
const proven = new WeakMap<Entry, boolean>();

const isProven = (
  crypto: Pick<Crypto, 'verify'>,
  room: RoomKey,
  { entry, author }: Operation,
  invite: { readonly key: string; readonly sig: string },
): boolean => {
  const known = proven.get(entry);
  if (known !== undefined) return known;
  const key = fromHex(invite.key);
  const signature = fromBase64url(invite.sig);
  const holds =
    key !== undefined && signature !== undefined && crypto.verify(key, joinMessage(room, author.identity), signature);
  proven.set(entry, holds);
  return holds;
};
