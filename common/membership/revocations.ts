import { fromBase64url, type Crypto } from '../base/index.ts';
import { decodeRevocation, verifyRevocation, type Revocation } from '../log/index.ts';
import { authorKey, type AuthorKey, type IdentityKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import { ofKind, type Known, type Operation } from './operation.ts';

/** The revocations that stand in this room. */
export interface Revocations {
  /** True for operations of a revoked device that its revocation had not seen: a thief may have written them. */
  isVoidedByRevocation(operation: Operation): boolean;
  /** Content entries accepted of revoked devices. */
  readonly cutoffs: readonly (readonly [AuthorKey, number])[];
}

export const revocationsIn = (crypto: Pick<Crypto, 'verify'>, graph: CausalGraph, owner: IdentityKey): Revocations => {
  const byAuthor = new Map<AuthorKey, Known<'REVOKE'>[]>();
  for (const operation of ofKind(graph.order, 'REVOKE')) {
    const revoked = revokedIn(crypto, operation, owner);
    if (revoked !== undefined) byAuthor.set(revoked, [...(byAuthor.get(revoked) ?? []), operation]);
  }
  return {
    isVoidedByRevocation: (operation) =>
      (byAuthor.get(authorOf(operation)) ?? []).some((revoke) => !graph.precedes(operation, revoke)),
    cutoffs: [...byAuthor].flatMap(([author, revokes]) => revokes.map(({ body }) => [author, body.cut] as const)),
  };
};

const authorOf = ({ entry: { device }, author: { identity } }: Operation): AuthorKey => authorKey({ device, identity });

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
  return verifyRevocation(crypto, revocation) ? authorKey(revocation) : undefined;
};

const readRevocation = (text: string): Revocation | undefined => {
  try {
    return decodeRevocation(fromBase64url(text) ?? new Uint8Array(0));
  } catch {
    return undefined;
  }
};
