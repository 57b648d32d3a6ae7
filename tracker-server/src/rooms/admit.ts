import { AppError, type Crypto } from '../../../common/base/index.ts';
import { verifyRun } from '../../../common/log/index.ts';
import { maxControlEntries, parentsOf } from '../../../common/membership/index.ts';
import { limits, logKey, type Certificate, type Entry, type LogKey } from '../../../common/model/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import { certifiedIn, extend, haveOf, tipOf, type RoomState, type RoomVerifier } from './room-state.ts';

export interface Admission {
  readonly state: RoomState;
  /** What was not held before, in an order in which it can be stored. */
  readonly fresh: readonly Entry[];
}

/**
 * Verifies control entries by chain, signature and certificate, and appends what is new; what is held already is no error.
 * All or nothing: throws BAD_OPERATION, with `have` where something is missing, or TOO_LARGE.
 * @param certificates verified; of the entries' authors as far as the state lacks them
 * @param causal refuse entries whose `after` is not all here
 */
export const admit = (
  verifier: RoomVerifier,
  state: RoomState,
  entries: readonly Entry[],
  certificates: readonly Certificate[],
  { causal }: { readonly causal: boolean },
): Admission => {
  const { crypto } = verifier;
  const known = withCertificates(crypto, state, entries, certificates);
  const fresh = [...Map.groupBy(entries, logKey)].flatMap(([log, run]) => freshOf(crypto, state, log, run));
  if (fresh.length === 0) return { state, fresh };
  if (causal) demandPast(state, fresh);
  const next = extend(verifier, state, fresh, known);
  checkSize(next, fresh);
  return { state: next, fresh };
};

const bad = (message: string, state?: RoomState): AppError =>
  new AppError('BAD_OPERATION', message, state === undefined ? {} : { have: haveOf(state) });

const withCertificates = (
  crypto: Crypto,
  state: RoomState,
  entries: readonly Entry[],
  certificates: readonly Certificate[],
): RoomState['certificates'] => {
  const offered = certifiedIn(crypto, state.room, certificates);
  const all = new Map(state.certificates);
  for (const log of new Set(entries.map(logKey))) {
    const certificate = all.get(log) ?? offered.get(log);
    if (certificate === undefined) throw bad('the certificate of an author is missing');
    all.set(log, certificate);
  }
  const perIdentity = Map.groupBy(all.values(), ({ identity }) => identity);
  if ([...perIdentity.values()].some((devices) => devices.length > limits.devicesPerIdentity))
    throw bad('too many devices of one person in this room');
  return all;
};

/** The part of one log's entries that continues what is held of its log. */
const freshOf = (crypto: Crypto, state: RoomState, log: LogKey, run: readonly Entry[]): readonly Entry[] => {
  const tip = tipOf(state, log);
  const rest = run.filter(({ seq }) => seq >= tip.prefix);
  const repeats = run.length - rest.length;
  if (run.slice(0, repeats).some(({ id }) => !state.ids.has(id))) throw bad('this log has another history here');
  const [first] = rest;
  if (first === undefined) return rest;
  const verdict = verifyRun(crypto, first.log, tip, rest);
  if (verdict === 'ok') return rest;
  throw bad(`the entries do not hold: ${verdict}`, verdict === 'gap' ? state : undefined);
};

const demandPast = (state: RoomState, fresh: readonly Entry[]): void => {
  const here = new Set(fresh.map(({ id }) => id));
  const missing = fresh.flatMap((entry) => parentsOf(entry)).some((id) => !state.ids.has(id) && !here.has(id));
  if (missing) throw bad('an entry that this one builds on is missing here', state);
};

/** Bounds what one person, and what strangers together, can make everybody evaluate. */
const checkSize = ({ membership, operations, certificates }: RoomState, fresh: readonly Entry[]): void => {
  for (const entry of fresh) {
    const { seq } = entry;
    const author = certificates.get(logKey(entry))?.identity;
    const byOwner = author === membership?.owner;
    if (seq >= maxControlEntries(author, membership?.owner))
      throw new AppError('TOO_LARGE', 'this log has reached its length');
    if (!byOwner && operations.length > trackerLimits.operationsPerRoom)
      throw new AppError('TOO_LARGE', 'this room has reached its number of operations');
  }
};
