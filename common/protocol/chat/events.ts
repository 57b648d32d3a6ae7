import type { ErrorCode, LogLevel } from '../../base/index.ts';
import type { Delivery, DeviceKey, EntryId, IdentityKey, Presence, RoomKey, Row, Who } from '../../model/index.ts';
import type { LinkInfo } from './state.ts';

/** Somebody edited or deleted a message, or reacted to it. */
export type Amendment =
  | { readonly kind: 'EDIT' | 'DELETE'; readonly by: Who }
  | { readonly kind: 'REACT'; readonly by: Who; readonly emoji: string; readonly on: boolean };

export type ChatEvent =
  | {
      readonly type: 'row';
      readonly room: RoomKey;
      readonly row: Row;
      readonly device: DeviceKey;
      readonly live: boolean;
      /** The row has been told before and looks different now. No news to anybody. */
      readonly again?: boolean;
      /** What was said about it since. */
      readonly amendments?: readonly Amendment[];
    }
  /** What had been told of the conversation is in another order now: a clock that was far ahead has been set right. */
  | { readonly type: 'reordered'; readonly room: RoomKey }
  | { readonly type: 'delivery'; readonly room: RoomKey; readonly entry: EntryId; readonly delivery: Delivery }
  /** Somebody in a conversation of mine is writing, or has stopped. */
  | { readonly type: 'typing'; readonly room: RoomKey; readonly who: Who; readonly on: boolean }
  /**
   * This computer's clock is ahead by so many milliseconds, or behind. `corrected`: others agree, and it is corrected for. Otherwise
   * one clock alone differs, that of the person `name`, or of the tracker.
   */
  | { readonly type: 'clock'; readonly offBy: number; readonly corrected: boolean; readonly name?: string }
  /** Somebody has the name of another who is known here; `identities` of all of them, the first known first. */
  | { readonly type: 'nameCollision'; readonly name: string; readonly identities: readonly IdentityKey[] }
  /** The tracker gives somebody who is known as `name` another one, which does not count. */
  | { readonly type: 'nameChanged'; readonly identity: IdentityKey; readonly name: string; readonly other: string }
  | { readonly type: 'peer'; readonly who: Who; readonly presence: Presence }
  | { readonly type: 'link'; readonly link: LinkInfo; readonly up: boolean }
  | { readonly type: 'room'; readonly room: RoomKey; readonly deleted: boolean }
  | { readonly type: 'tracker'; readonly state: 'connected' | 'reconnecting' | 'offline' }
  | { readonly type: 'warning'; readonly code: ErrorCode; readonly level: LogLevel; readonly message: string };
