import type { AppError } from '../../../common/base/index.ts';
import type { ClockReading } from '../../../common/model/index.ts';
import type { OwnPresence, RequestOf, Verb } from '../../../common/protocol/tracker/index.ts';

/** What a tracker says first on every connection, read. */
export interface Hello {
  readonly tracker: {
    /** 64 hex digits; follows from the keys, of 32 bytes each. */
    readonly id: string;
    readonly name: string;
    readonly opaqueKey: Uint8Array;
    readonly signKey: Uint8Array;
  };
  /** What the device signs, 32 bytes. */
  readonly nonce: Uint8Array;
  /** What the tracker signs in return; ours, new for each connection. */
  readonly clientNonce: Uint8Array;
  /** Its clock. */
  readonly time: ClockReading;
}

/**
 * `greeted`: connected, HELLO is there, nobody signed in. `waiting`: will try again by itself at `retryAt` (wall clock).
 * `offline` with a cause: trying again by itself would not help.
 */
export interface TrackerState {
  readonly kind: 'offline' | 'connecting' | 'greeted' | 'signedIn' | 'waiting';
  readonly retryAt?: number;
  readonly cause?: AppError;
}

export interface TrackerSessionOptions {
  readonly url: string;
  /**
   * The tracker's id from the first sign-in, 64 hex digits. Another one: TRACKER_CHANGED. Without it the one of the connection
   * that registers or signs in is pinned.
   */
  readonly pinned?: string;
  /** Said before signing in, so that who wants to be invisible is never seen. Absent = online, which is what a tracker takes for granted. */
  readonly presence?: () => OwnPresence;
  /** Signs in by device key after each HELLO. Without it, or when it answers undefined, the session stays greeted. */
  readonly auth?: (hello: Hello) => RequestOf<'AUTH'> | undefined;
  /** Answers a tracker that has forgotten this device (ACCOUNT_LOST) with what brings it back. */
  readonly restore?: (hello: Hello) => RequestOf<'RESTORE_ACCOUNT'> | undefined;
}

const signInVerbs: ReadonlySet<Verb> = new Set([
  'REGISTER',
  'LOGIN',
  'AUTH',
  'RESTORE_ACCOUNT',
  'SET_PRESENCE',
] as const);

/** Verbs that a session not yet signed in may use. */
export const signsIn = (verb: Verb): boolean => signInVerbs.has(verb);
