import { fromBase64url, type Crypto } from '../base/index.ts';
import { decodeRevocation, verifyRevocation, type Revocation } from '../log/index.ts';
import { authorKey, type AuthorKey, type Entry, type IdentityKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import type { Horizon } from './causal-pasts.ts';
import { ofKind, type Known, type Operation } from './operation.ts';

/** The revocations that stand in this room. */
export interface Revocations {
  /** True for operations of a revoked device that its revocation had not seen: a thief may have written them. */
  mayVoid(operation: Operation): boolean;
  /** Whether it is in that past, and no revocation there voids it. */
  countsIn(horizon: Horizon, operation: Operation): boolean;
  /** Content entries accepted of revoked devices. */
  readonly cutoffs: readonly (readonly [AuthorKey, number])[];
}

export const revocationsIn = (crypto: Pick<Crypto, 'verify'>, graph: CausalGraph): Revocations => {
  const byAuthor = new Map<AuthorKey, Known<'REVOKE'>[]>();
  for (const operation of ofKind(graph.order, 'REVOKE')) {
    const revoked = revokedIn(crypto, operation, graph.owner);
    if (revoked !== undefined) byAuthor.set(revoked, [...(byAuthor.get(revoked) ?? []), operation]);
  }
  const voiding = (operation: Operation): readonly Operation[] =>
    (byAuthor.get(authorOf(operation)) ?? []).filter((revoke) => !graph.precedes(operation, revoke));
  const isIn = (horizon: Horizon, operation: Operation): boolean => graph.pasts.has(horizon, graph.place(operation));
  return {
    mayVoid: (operation) => voiding(operation).length > 0,
    countsIn: (horizon, operation) =>
      isIn(horizon, operation) && !voiding(operation).some((revoke) => isIn(horizon, revoke)),
    cutoffs: [...byAuthor].flatMap(([author, revokes]) => revokes.map(({ body }) => [author, body.cut] as const)),
  };
};

const authorOf = ({ entry: { device }, author: { identity } }: Operation): AuthorKey => authorKey({ device, identity });

/** Signatures are looked at once. */
const proven = new WeakMap<Entry, AuthorKey | 'nobody'>();

/**
 * Whose device this operation ends, if it does. The identity has signed the revocation, so it stands whichever of its devices, or
 * the owner, brings it; only the device itself may not, or its thief could choose the cut.
 */
const revokedIn = (
  crypto: Pick<Crypto, 'verify'>,
  { entry, body, author }: Known<'REVOKE'>,
  owner: IdentityKey,
): AuthorKey | undefined => {
  const revocation = readRevocation(body.revocation);
  if (revocation === undefined || revocation.device === entry.device) return undefined;
  if (author.identity !== revocation.identity && author.identity !== owner) return undefined;
  const known = proven.get(entry) ?? (verifyRevocation(crypto, revocation) ? authorKey(revocation) : 'nobody');
  proven.set(entry, known);
  return known === 'nobody' ? undefined : known;
};

const readRevocation = (text: string): Revocation | undefined => {
  try {
    return decodeRevocation(fromBase64url(text) ?? new Uint8Array(0));
  } catch {
    return undefined;
  }
};
