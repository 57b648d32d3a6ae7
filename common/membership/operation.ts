import { toHex, type Crypto } from '../base/index.ts';
import {
  decodeControl,
  decodeUnknownControl,
  readNameRecord,
  verifyNameRecord,
  type ControlBody,
  type NameAuthority,
} from '../log/index.ts';
import { asHex, type Entry, type EntryId, type IdentityKey, type NameRecord } from '../model/index.ts';

/** A control entry whose signature is verified, with its decoded body and the identity that its log is of. */
export interface Operation {
  readonly entry: Entry;
  /** Undefined if it could not be decoded: damaged, or of a newer version. */
  readonly body: ControlBody | undefined;
  readonly author: { readonly identity: IdentityKey; readonly username: string };
  /** Whom an ADD admits, if the record of the name in it holds: nobody is admitted under a name that the owner chose. */
  readonly added?: NameRecord;
}

type Kind = ControlBody['kind'];

/** An operation of a kind that is known. */
export type Known<K extends Kind> = Operation & { readonly body: Extract<ControlBody, { kind: K }> };

/** An ADD that names somebody. */
export type Addition = Known<'ADD'> & { readonly added: NameRecord };

/** Who verifies operations: `authority` is the tracker of the account. */
export interface Verifier {
  readonly crypto: Pick<Crypto, 'verify'>;
  readonly authority: NameAuthority;
}

/** A control entry as `evaluate` takes it. */
export const readOperation = (
  { crypto, authority }: Verifier,
  entry: Entry,
  { identity, username }: Operation['author'],
): Operation => {
  const operation = {
    entry,
    body: entry.body === undefined ? undefined : decodeControl(entry.body),
    author: { identity, username },
  };
  const added = isKind(operation, 'ADD') ? readNameRecord(operation.body.record) : undefined;
  return added !== undefined && verifyNameRecord(crypto, authority, added) ? { ...operation, added } : operation;
};

export const isAddition = (operation: Operation): operation is Addition =>
  isKind(operation, 'ADD') && operation.added !== undefined;

/** Narrows an operation to one kind. */
export const isKind = <K extends Kind>(operation: Operation, kind: K): operation is Known<K> =>
  operation.body?.kind === kind;

/** The operations of one kind, in the order given. */
export const ofKind = <K extends Kind>(operations: readonly Operation[], kind: K): Known<K>[] =>
  operations.filter((operation): operation is Known<K> => isKind(operation, kind));

/** The id of the entry before it in its log; undefined for the first. */
export const prevOf = ({ seq, prev }: Entry): EntryId | undefined =>
  seq === 0 ? undefined : asHex<EntryId>(toHex(prev));

const parents = new WeakMap<Entry, readonly EntryId[]>();

/** What must be there before it counts: all that it names in `after`, and the one before it in its log. Each once. */
export const parentsOf = (
  entry: Entry,
  body = entry.body && (decodeControl(entry.body) ?? decodeUnknownControl(entry.body)),
): readonly EntryId[] => {
  const known = parents.get(entry);
  if (known !== undefined) return known;
  const after = body?.after ?? [];
  const prev = prevOf(entry);
  const all = [...new Set([...after, ...(prev === undefined ? [] : [prev])])];
  parents.set(entry, all);
  return all;
};
