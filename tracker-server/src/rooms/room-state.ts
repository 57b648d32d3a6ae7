import type { Crypto } from '../../../common/base/index.ts';
import { controlLog, decodeControl, emptyTip, tipAfter, type LogTip } from '../../../common/log/index.ts';
import { evaluate, type Membership, type Operation } from '../../../common/membership/index.ts';
import type { Certificate, DeviceKey, Entry, EntryId, LogId, RoomKey } from '../../../common/model/index.ts';

/** The verified control log of a room and what it amounts to. Never changed: a new entry makes a new state. */
export interface RoomState {
  readonly room: RoomKey;
  readonly log: LogId;
  /** In the order of arrival. */
  readonly operations: readonly Operation[];
  readonly certificates: ReadonlyMap<DeviceKey, Certificate>;
  readonly tips: ReadonlyMap<DeviceKey, LogTip>;
  readonly ids: ReadonlySet<EntryId>;
  /** Undefined while there is no valid GENESIS. */
  readonly membership: Membership | undefined;
}

export const emptyRoom = (crypto: Crypto, room: RoomKey): RoomState => ({
  room,
  log: controlLog(crypto, room),
  operations: [],
  certificates: new Map(),
  tips: new Map(),
  ids: new Set(),
  membership: undefined,
});

/** The state with entries appended that are already verified and continue their logs. Every device has a certificate. */
export const extend = (
  crypto: Crypto,
  state: RoomState,
  entries: readonly Entry[],
  certificates: ReadonlyMap<DeviceKey, Certificate>,
): RoomState => {
  const tips = new Map(state.tips);
  const ids = new Set(state.ids);
  for (const entry of entries) {
    tips.set(entry.device, tipAfter(entry));
    ids.add(entry.id);
  }
  const added = entries.flatMap((entry) => operationOf(entry, certificates) ?? []);
  const operations = [...state.operations, ...added];
  const membership = evaluate(crypto, state.room, operations);
  return { ...state, operations, certificates, tips, ids, membership };
};

const operationOf = (entry: Entry, certificates: ReadonlyMap<DeviceKey, Certificate>): Operation | undefined => {
  const author = certificates.get(entry.device);
  if (author === undefined || entry.body === undefined) return undefined;
  const { identity, username } = author;
  return { entry, body: decodeControl(entry.body), author: { identity, username } };
};

export const tipOf = (state: RoomState, device: DeviceKey): LogTip => state.tips.get(device) ?? emptyTip;

/** As many devices as a client reads. */
const maxHave = 4096;

/** How many entries are held of each device. */
export const haveOf = (state: RoomState): Record<string, number> =>
  Object.fromEntries([...state.tips].slice(0, maxHave).map(([device, { prefix }]) => [device, prefix]));
