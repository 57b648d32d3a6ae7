import { AppError, toHex, type Crypto } from '../../../common/base/index.ts';
import { verifyRun, decodeControl, decodeUnknownControl } from '../../../common/log/index.ts';
import { maxControlEntries } from '../../../common/membership/index.ts';
import {
  asHex,
  limits,
  type Certificate,
  type DeviceKey,
  type Entry,
  type EntryId,
} from '../../../common/model/index.ts';
import { trackerLimits } from '../../../common/protocol/tracker/index.ts';
import { extend, haveOf, tipOf, type RoomState } from './room-state.ts';

export interface Admission {
  readonly state: RoomState;
  /** What was not held before, in an order in which it can be stored. */
  readonly fresh: readonly Entry[];
}

/**
 * Verifies control entries by chain, signature and certificate, and appends what is new; what is held already is no error.
 * All or nothing: throws BAD_OPERATION, with `have` where something is missing, or TOO_LARGE.
 * @param certificates verified; of the entries' devices as far as the state lacks them
 * @param causal refuse entries whose `after` is not all here
 */
export const admit = (
  crypto: Crypto,
  state: RoomState,
  entries: readonly Entry[],
  certificates: readonly Certificate[],
  { causal }: { readonly causal: boolean },
): Admission => {
  const known = withCertificates(state, entries, certificates);
  const fresh = [...Map.groupBy(entries, ({ device }) => device)].flatMap(([device, run]) =>
    freshOf(crypto, state, device, run),
  );
  if (fresh.length === 0) return { state, fresh };
  if (causal) demandPast(state, fresh);
  const next = extend(crypto, state, fresh, known);
  checkSize(next, fresh);
  return { state: next, fresh };
};

const bad = (message: string, state?: RoomState): AppError =>
  new AppError('BAD_OPERATION', message, state === undefined ? {} : { have: haveOf(state) });

const withCertificates = (
  state: RoomState,
  entries: readonly Entry[],
  certificates: readonly Certificate[],
): ReadonlyMap<DeviceKey, Certificate> => {
  const offered = new Map(certificates.map((certificate) => [certificate.device, certificate]));
  const all = new Map(state.certificates);
  for (const { device } of entries) {
    const certificate = all.get(device) ?? offered.get(device);
    if (certificate === undefined) throw bad('the certificate of a device is missing');
    all.set(device, certificate);
  }
  const perIdentity = Map.groupBy(all.values(), ({ identity }) => identity);
  if ([...perIdentity.values()].some((devices) => devices.length > limits.devicesPerIdentity))
    throw bad('too many devices of one person in this room');
  return all;
};

/** The part of one device's entries that continues what is held of its log. */
const freshOf = (crypto: Crypto, state: RoomState, device: DeviceKey, run: readonly Entry[]): readonly Entry[] => {
  const tip = tipOf(state, device);
  const rest = run.filter(({ seq }) => seq >= tip.prefix);
  const repeats = run.length - rest.length;
  if (run.slice(0, repeats).some(({ id }) => !state.ids.has(id))) throw bad('this log has another history here');
  if (rest.length === 0) return rest;
  const verdict = verifyRun(crypto, state.log, tip, rest);
  if (verdict === 'ok') return rest;
  throw bad(`the entries do not hold: ${verdict}`, verdict === 'gap' ? state : undefined);
};

const demandPast = (state: RoomState, fresh: readonly Entry[]): void => {
  const here = new Set(fresh.map(({ id }) => id));
  const missing = fresh.flatMap(parentsOf).some((id) => !state.ids.has(id) && !here.has(id));
  if (missing) throw bad('an entry that this one builds on is missing here', state);
};

const parentsOf = ({ body, seq, prev }: Entry): readonly EntryId[] => {
  const after = body === undefined ? undefined : (decodeControl(body) ?? decodeUnknownControl(body))?.after;
  return [...(after ?? []), ...(seq === 0 ? [] : [asHex<EntryId>(toHex(prev))])];
};

/** Bounds what one person, and what strangers together, can make everybody evaluate. */
const checkSize = ({ membership, operations, certificates }: RoomState, fresh: readonly Entry[]): void => {
  for (const { device, seq } of fresh) {
    const author = certificates.get(device)?.identity;
    const byOwner = author === membership?.owner;
    if (seq >= maxControlEntries(author, membership?.owner))
      throw new AppError('TOO_LARGE', 'this log has reached its length');
    if (!byOwner && operations.length > trackerLimits.operationsPerRoom)
      throw new AppError('TOO_LARGE', 'this room has reached its number of operations');
  }
};
