import type { Crypto } from '../../../common/base/index.ts';
import { emptyTip, logId, tipAfter, type LogTip, type NameAuthority } from '../../../common/log/index.ts';
import { evaluate, readOperation, type Membership, type Operation } from '../../../common/membership/index.ts';
import {
  logKey,
  type Certificate,
  type Entry,
  type EntryId,
  type LogKey,
  type RoomKey,
} from '../../../common/model/index.ts';

/** What verifies a room. */
export interface RoomVerifier {
  readonly crypto: Crypto;
  /** This tracker. */
  readonly identity: NameAuthority;
}

/** The verified control logs of a room and what it amounts to. Never changed: a new entry makes a new state. */
export interface RoomState {
  readonly room: RoomKey;
  /** In the order of arrival. */
  readonly operations: readonly Operation[];
  /** Of each log's author. */
  readonly certificates: Certified;
  readonly tips: ReadonlyMap<LogKey, LogTip>;
  readonly ids: ReadonlySet<EntryId>;
  /** Undefined while there is no valid GENESIS. */
  readonly membership: Membership | undefined;
}

type Certified = ReadonlyMap<LogKey, Certificate>;

/** By the logs that they are for in this room. */
export const certifiedIn = (crypto: Crypto, room: RoomKey, certificates: readonly Certificate[]): Certified =>
  new Map(
    certificates.map((certificate) => {
      const { device, identity } = certificate;
      return [logKey({ device, log: logId(crypto, room, 'control', identity) }), certificate];
    }),
  );

export const emptyRoom = (room: RoomKey): RoomState => ({
  room,
  operations: [],
  certificates: new Map(),
  tips: new Map(),
  ids: new Set(),
  membership: undefined,
});

/** The state with entries appended that are already verified and continue their logs. Every log has a certificate. */
export const extend = (
  verifier: RoomVerifier,
  state: RoomState,
  entries: readonly Entry[],
  certificates: Certified,
): RoomState => {
  const tips = new Map(state.tips);
  const ids = new Set(state.ids);
  for (const entry of entries) {
    tips.set(logKey(entry), tipAfter(entry));
    ids.add(entry.id);
  }
  const added = entries.flatMap((entry) => operationOf(verifier, entry, certificates) ?? []);
  const operations = [...state.operations, ...added];
  const membership = evaluate(verifier.crypto, state.room, operations);
  return { ...state, operations, certificates, tips, ids, membership };
};

const operationOf = (
  { crypto, identity: authority }: RoomVerifier,
  entry: Entry,
  certificates: Certified,
): Operation | undefined => {
  const author = certificates.get(logKey(entry));
  if (author === undefined || entry.body === undefined) return undefined;
  return readOperation({ crypto, authority }, entry, author);
};

export const tipOf = (state: RoomState, log: LogKey): LogTip => state.tips.get(log) ?? emptyTip;

/** As many logs as a client reads. */
const maxHave = 4096;

/** How many entries are held of each log. */
export const haveOf = (state: RoomState): Record<string, number> =>
  Object.fromEntries([...state.tips].slice(0, maxHave).map(([log, { prefix }]) => [log, prefix]));
