import type { ErrorCode, ErrorDetails } from '../../base/index.ts';
import type { RoomKey } from '../../model/index.ts';
import type { ChatEvent } from './events.ts';
import type { Revisions, SliceChange } from './slices.ts';
import type { ParamsOf, Verb } from './calls.ts';

/** Counted by the client, from 1. */
export type CallId = number;

export type Call = {
  [V in Verb]: { readonly type: 'call'; readonly id: CallId; readonly verb: V; readonly params: ParamsOf<V> };
}[Verb];

/** What a client says to its engine. */
export type ToEngine =
  /** First of all, and whenever something was missed: what the client has, if it is of this epoch. */
  | { readonly type: 'hello'; readonly epoch?: string; readonly have: Revisions }
  | Call
  /** The batch has been taken in: the next one may come. */
  | { readonly type: 'ack'; readonly batch: number };

export type CallReply =
  | { readonly id: CallId; readonly ok: true; readonly value: unknown }
  | {
      readonly id: CallId;
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly details: ErrorDetails;
    };

/**
 * What an engine says to a client. One batch is under way at a time. Its changes are taken in first, then its events are told,
 * then its replies given: whoever has an answer knows what the call has changed.
 */
export type FromEngine =
  /** An epoch is the life of one engine: revisions count in it alone. */
  | { readonly type: 'welcome'; readonly epoch: string }
  | {
      readonly type: 'batch';
      readonly batch: number;
      readonly changes: readonly SliceChange[];
      readonly events: readonly ChatEvent[];
      /** Of these conversations events were left out: what is shown of them is to be read again. */
      readonly stale: readonly RoomKey[];
      readonly replies: readonly CallReply[];
    };

/** One end of a port: what is posted arrives at the other, in order, as a later event. */
export interface Port<In, Out> {
  post(message: Out): void;
  /** Replaces the listener of before. */
  listen(hear: (message: In) => void): void;
  close(): void;
}
export type ClientPort = Port<FromEngine, ToEngine>;
export type EnginePort = Port<ToEngine, FromEngine>;
