import type { LogKind } from './entry.ts';
import type { AuthorKey, IdentityKey, RoomKey } from './ids.ts';

/** Since when somebody is known here, milliseconds since 1970. */
export interface Met {
  readonly identity: IdentityKey;
  readonly since: number;
}

/** What stands aside of one log, and is not shown. */
export interface AsideLog {
  readonly room: RoomKey;
  readonly kind: LogKind;
  readonly author: AuthorKey;
  /** The first, by its place in the log. */
  readonly from: number;
  /** How many of them would be lines. */
  readonly count: number;
  /** The earliest date of all, milliseconds since 1970. */
  readonly ms: number;
}

/** Whom this device's person means by a name that several people have. */
export interface MeantName {
  /** As `foldName` gives it. */
  readonly fold: string;
  readonly identity: IdentityKey;
}

/** Entries that stand aside, in order; without a state whether they are shown or not. */
export interface AsideQuery {
  readonly room: RoomKey;
  readonly state?: 'hidden' | 'shown';
  readonly limit: number;
}

/** An entry stands aside in another way from now on, or, without a state, not any more. */
export interface AsideChange {
  readonly room: RoomKey;
  readonly kind: LogKind;
  readonly author: AuthorKey;
  readonly seq: number;
  readonly aside?: 'hidden' | 'shown';
}
