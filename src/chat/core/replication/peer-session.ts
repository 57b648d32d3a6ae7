import type { Certificate } from '../../../../common/model/index.ts';
import { newFetchState, newPlanState, type FetchState, type PlanState } from './fetch-state.ts';
import { PeerClaims } from './peer-claims.ts';

/**
 * A linked device, as long as the link lives. What one component alone needs of it, that component keeps (`HaveSender`,
 * `WantResponder`, `RelayedCertificates`); what several read has one that changes it.
 */
export interface PeerSession {
  readonly certificate: Certificate;
  /** When it was linked, milliseconds of the monotonic clock. */
  readonly since: number;
  /** What it says it holds. */
  readonly claims: PeerClaims;
  readonly plan: PlanState;
  readonly fetch: FetchState;
}

export const newSession = (certificate: Certificate, since: number): PeerSession => ({
  certificate,
  since,
  claims: new PeerClaims(),
  plan: newPlanState(),
  fetch: newFetchState(),
});
