import { fromHex } from '../base/index.ts';

declare const brand: unique symbol;
type Hex<Name extends string> = string & { readonly [brand]: Name };

/** 64 hex digits: a user's Ed25519 identity key. */
export type IdentityKey = Hex<'identity'>;
/** 64 hex digits: an installation's Ed25519 device key. */
export type DeviceKey = Hex<'device'>;
/** 64 hex digits: the whole key K of a conversation (W2). `roomId` in JSON and in links. */
export type RoomKey = Hex<'room'>;
/** 32 hex digits: names one log family on the wire; the room id (content) or the control id of a conversation. */
export type LogId = Hex<'log'>;
/** 64 hex digits: SHA-256(header ‖ signature). */
export type EntryId = Hex<'entry'>;

/** Brands text that is known to be lowercase hex of the right length; use at doors only. */
export const asHex = <T extends Hex<string>>(text: string): T => text as T;
/** Bytes of an id. Ids are checked when they are made, so this cannot fail on a branded one. */
export const idBytes = (id: Hex<string>): Uint8Array => fromHex(id) ?? new Uint8Array(0);
