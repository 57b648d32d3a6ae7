import { fromBase64url, type Crypto } from '../base/index.ts';
import { decodeRevocation, verifyRevocation, type Revocation } from '../log/index.ts';
import type { DeviceKey, IdentityKey } from '../model/index.ts';
import type { CausalGraph } from './causal-graph.ts';
import { ofKind, type Known, type Operation } from './operation.ts';

/** The revocations that stand in this room. */
export interface Revocations {
  /** True for operations of a revoked device that its revocation had not seen: a thief may have written them. */
  isVoidedByRevocation(operation: Operation): boolean;
  /** Content entries accepted of revoked devices. */
  readonly cutoffs: readonly (readonly [DeviceKey, number])[];
}

export const revocationsIn = (crypto: Pick<Crypto, 'verify'>, graph: CausalGraph, owner: IdentityKey): Revocations => {
  const byDevice = new Map<DeviceKey, Known<'REVOKE'>[]>();
  for (const operation of ofKind(graph.order, 'REVOKE')) {
    const device = revokedDevice(crypto, operation, owner);
    if (device !== undefined) byDevice.set(device, [...(byDevice.get(device) ?? []), operation]);
  }
  return {
    isVoidedByRevocation: (operation) =>
      (byDevice.get(operation.entry.device) ?? []).some((revoke) => !graph.precedes(operation, revoke)),
    cutoffs: [...byDevice].flatMap(([device, revokes]) => revokes.map(({ body }) => [device, body.cut] as const)),
  };
};

/**
 * The device, if this operation ends it. The identity has signed the revocation, so it stands whichever of its devices, or
 * the owner, brings it; only the device itself may not, or its thief could choose the cut.
 */
const revokedDevice = (
  crypto: Pick<Crypto, 'verify'>,
  { entry, body, author }: Known<'REVOKE'>,
  owner: IdentityKey,
): DeviceKey | undefined => {
  const revocation = readRevocation(body.revocation);
  if (revocation === undefined || revocation.device === entry.device) return undefined;
  if (author.identity !== revocation.identity && author.identity !== owner) return undefined;
  return verifyRevocation(crypto, revocation) ? revocation.device : undefined;
};

const readRevocation = (text: string): Revocation | undefined => {
  try {
    return decodeRevocation(fromBase64url(text) ?? new Uint8Array(0));
  } catch {
    return undefined;
  }
};
