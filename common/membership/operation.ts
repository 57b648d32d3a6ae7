import type { ControlBody } from '../log/index.ts';
import type { Entry, IdentityKey } from '../model/index.ts';

/** A control entry whose signature is verified, with its decoded body and the identity that its log is of. */
export interface Operation {
  readonly entry: Entry;
  /** Undefined if it could not be decoded: damaged, or of a newer version. */
  readonly body: ControlBody | undefined;
  readonly author: { readonly identity: IdentityKey; readonly username: string };
}

type Kind = ControlBody['kind'];

/** An operation of a kind that is known. */
export type Known<K extends Kind> = Operation & { readonly body: Extract<ControlBody, { kind: K }> };

/** Narrows an operation to one kind. */
export const isKind = <K extends Kind>(operation: Operation, kind: K): operation is Known<K> =>
  operation.body?.kind === kind;

/** The operations of one kind, in the order given. */
export const ofKind = <K extends Kind>(operations: readonly Operation[], kind: K): Known<K>[] =>
  operations.filter((operation): operation is Known<K> => isKind(operation, kind));
