import type { Generated, Kysely } from 'kysely';
import type { DeviceKey, IdentityKey, LogId, RoomKey } from '../../../common/model/index.ts';

/** What the tracker keeps. There is no table for content: only accounts, devices and the control logs of rooms. */
export interface Tables {
  /** What the database says of itself: whose it is, and when it was restored. */
  meta: { key: 'trackerId' | 'restored'; value: string };
  account: {
    identity: IdentityKey;
    username: string;
    /** W12. */
    name_record: Uint8Array;
    /** Unique: two names with the same fold are the same name. */
    fold: string;
    /** OPAQUE's record of the password. */
    record: string;
    /** JSON; locked with a key that only the password gives. */
    vault: string;
    created: number;
  };
  /** Names that this tracker has vouched for, of identities that have no account here: after a restore. */
  reserved_name: { identity: IdentityKey; fold: string };
  /** From where an account has been signed in to, newest time. */
  sign_in_address: { identity: IdentityKey; address: string; at: number };
  device: {
    device: DeviceKey;
    identity: IdentityKey;
    last_seen: number;
    /** W10, as the device signed it. */
    address_record: Uint8Array | null;
    observed: string | null;
  };
  /** Of registered devices and of whoever wrote a control entry. */
  certificate: { device: DeviceKey; identity: IdentityKey; bytes: Uint8Array };
  /** What `evaluate` says of the room's operations, kept for lists. */
  room: {
    room: RoomKey;
    name: string;
    /** Unique; null for unlisted and closed rooms. */
    fold: string | null;
    owner: IdentityKey;
    owner_name: string;
    policy: 'open' | 'invite';
    capacity: number;
    closed: number;
    ops: number;
  };
  member: { room: RoomKey; identity: IdentityKey; username: string; joined: number };
  /** `position` is the order of arrival. */
  operation: {
    position: Generated<number>;
    room: RoomKey;
    device: DeviceKey;
    log: LogId;
    seq: number;
    entry: Uint8Array;
  };
}

export type Database = Kysely<Tables>;
