import { fromBase64url, fromHex, type Crypto } from '../base/index.ts';
import { withDomain } from '../log/index.ts';
import { idBytes, type IdentityKey, type RoomKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import { ofKind, type Known, type Operation } from './operation.ts';

/** What the holder of an invite signs with the invite's key: who joins which room (W3). */
export const joinMessage = (room: RoomKey, identity: IdentityKey): Uint8Array =>
  withDomain('join/v1', idBytes(room), idBytes(identity));

/** The invites of a room. */
export interface Invites {
  /** Whether a JOIN proves an invite of the owner's that had not been withdrawn before it. */
  accepts(join: Known<'JOIN'>): boolean;
  /** How many people an invite admits. */
  uses(key: string): number;
}

/** `byOwner`: the owner's operations. */
export const invitesIn = (
  crypto: Pick<Crypto, 'verify'>,
  room: RoomKey,
  graph: CausalGraph,
  byOwner: readonly Operation[],
): Invites => {
  const uses = new Map<string, number>();
  for (const { body } of ofKind(byOwner, 'INVITE')) uses.set(body.key, Math.max(body.uses, uses.get(body.key) ?? 0));
  const withdrawals = Map.groupBy(ofKind(byOwner, 'UNINVITE'), ({ body }) => body.key);
  return {
    accepts: (join) => {
      const { invite } = join.body;
      if (invite === undefined || !uses.has(invite.key)) return false;
      const inTime = (withdrawals.get(invite.key) ?? []).every((withdrawal) => graph.precedes(join, withdrawal));
      return inTime && isProven(crypto, room, join.author.identity, invite);
    },
    uses: (key) => uses.get(key) ?? 0,
  };
};

const isProven = (
  crypto: Pick<Crypto, 'verify'>,
  room: RoomKey,
  identity: IdentityKey,
  invite: { readonly key: string; readonly sig: string },
): boolean => {
  const key = fromHex(invite.key);
  const signature = fromBase64url(invite.sig);
  if (key === undefined || signature === undefined) return false;
  return crypto.verify(key, joinMessage(room, identity), signature);
};
