import type { AuthorKey, DeviceKey, EntryId, LogId } from './ids.ts';

/** Which of a device's two logs in a conversation. On the wire 0 and 1. */
export type LogKind = 'content' | 'control';

/** Names one log, inside a conversation: its device, then its log id. */
export type LogKey = `${DeviceKey}${LogId}`;
export const logKey = ({ device, log }: { readonly device: DeviceKey; readonly log: LogId }): LogKey =>
  `${device}${log}`;

/** Hybrid logical clock (trust.md, Order): milliseconds since 1970 below 2^48, then a counter below 2^16. */
export interface Hlc {
  readonly ms: number;
  readonly count: number;
}

/** One signed item of a device's log. `header`, `signature` and `body` are the bytes as they travel. */
export interface Entry {
  readonly id: EntryId;
  readonly log: LogId;
  readonly device: DeviceKey;
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly clock: Hlc;
  readonly bodyHash: Uint8Array;
  readonly bodyLength: number;
  readonly header: Uint8Array;
  /** 64 zero bytes below an anchor. */
  readonly signature: Uint8Array;
  /** Absent when the body is not held. */
  readonly body?: Uint8Array;
}

/** Where an entry stands among all entries of its conversation: effective clock, device key (of two identities of one device the smaller first), seq (trust.md, Order). */
export interface OrderKey {
  readonly clock: Hlc;
  readonly author: AuthorKey;
  readonly seq: number;
}

/** Entries `from` to `to` - 1 of a log, held above a gap. */
export interface Segment {
  readonly from: number;
  /** The entry below `from`, which is not held, as the first one names it. */
  readonly prevId: EntryId;
  readonly to: number;
  /** The last of them. */
  readonly id: EntryId;
  readonly clock: Hlc;
  /** Smallest clock of these and of all that is held above: the effective clock of the first. */
  readonly minClock: Hlc;
}
