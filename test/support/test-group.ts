import {
  emptyTip,
  encodeBody,
  genesisKey,
  logId,
  tipAfter,
  writeRun,
  type ControlBody,
} from '../../common/log/index.ts';
import { evaluate, readOperation, type Membership, type Operation } from '../../common/membership/index.ts';
import { asHex, limits, type AuthorKey, type EntryId, type LogId, type RoomKey } from '../../common/model/index.ts';
import { toHex } from '../../common/base/index.ts';
import type { TestDevice } from './people.ts';
import { testTracker } from './tracker-keys.ts';

type WithoutAfter<T> = T extends unknown ? Omit<T, 'after'> : never;
export type OperationFields = WithoutAfter<Exclude<ControlBody, { kind: 'GENESIS' }>>;

export interface GroupOptions {
  readonly policy?: 'open' | 'invite';
  readonly capacity?: number;
  readonly name?: string;
}

/** Ids that no other operation of the list names. */
export const headsOf = (operations: readonly Operation[]): EntryId[] => {
  const named = new Set<string>(operations.flatMap(({ entry, body }) => [...(body?.after ?? []), toHex(entry.prev)]));
  return operations
    .map(({ entry }) => entry.id)
    .filter((id) => !named.has(id))
    .toSorted();
};

/** A room whose members write real, signed control entries. Nothing is checked on the way in. */
export class TestGroup {
  readonly room: RoomKey;
  readonly genesis: Operation;
  readonly operations: Operation[] = [];
  readonly #crypto: TestDevice['crypto'];
  readonly #tips = new Map<AuthorKey, ReturnType<typeof tipAfter>>();

  constructor(owner: TestDevice, { policy = 'open', capacity = 50, name = 'general' }: GroupOptions = {}) {
    const body = encodeBody({
      kind: 'GENESIS',
      v: 1,
      nonce: '00112233445566778899aabbccddeeff',
      owner: owner.certificate.identity,
      policy,
      capacity,
      name,
      after: [],
    });
    this.#crypto = owner.crypto;
    this.room = genesisKey(owner.crypto, body);
    this.genesis = this.writeBytes(owner, body);
  }

  logOf({ certificate: { identity } }: Pick<TestDevice, 'certificate'>): LogId {
    return logId(this.#crypto, this.room, 'control', identity);
  }

  /** Appends to the device's log; `after` is by default what its author may name of all that was written so far. */
  write(device: TestDevice, fields: OperationFields, after: readonly EntryId[] = this.heads(device)): Operation {
    return this.writeBytes(device, encodeBody({ ...fields, after: after.toSorted() }));
  }

  /** What a device that knows these names: the owner's and its own, or all if it is the owner's. */
  heads(
    { certificate: { identity } }: Pick<TestDevice, 'certificate'>,
    known: readonly Operation[] = this.operations,
  ): EntryId[] {
    const owner = this.genesis.author.identity;
    return headsOf(
      known.filter(({ author }) => identity === owner || author.identity === owner || author.identity === identity),
    ).slice(0, limits.after);
  }

  writeBytes(by: TestDevice, body: Uint8Array): Operation {
    const { author, device, identity, username } = by.certificate;
    const tip = this.#tips.get(author) ?? emptyTip;
    const [entry] = writeRun(by.crypto, this.logOf(by), device, tip, [{ body, clock: { ms: tip.prefix, count: 0 } }]);
    if (entry === undefined) throw new Error('nothing written');
    this.#tips.set(author, tipAfter(entry));
    const verifier = { crypto: by.crypto, authority: testTracker };
    const operation = readOperation(verifier, entry, { identity, username });
    this.operations.push(operation);
    return operation;
  }

  /** Throws if there is no valid GENESIS. */
  membership(operations: readonly Operation[] = this.operations): Membership {
    const found = evaluate(this.#crypto, this.room, operations);
    if (found === undefined) throw new Error('no GENESIS');
    return found;
  }
}

/** Any 32 bytes as an id, for operations that name what nobody has. */
export const someId = (digit: string): EntryId => asHex(digit.repeat(64));
