import { fromHex } from '../base/index.ts';

declare const brand: unique symbol;
type Hex<Name extends string> = string & { readonly [brand]: Name };

/** 64 hex digits: a user's Ed25519 identity key. */
export type IdentityKey = Hex<'identity'>;
/** 64 hex digits: an installation's Ed25519 device key. */
export type DeviceKey = Hex<'device'>;
/** 64 hex digits: the whole key K of a conversation (W2). `roomId` in JSON and in links. */
export type RoomKey = Hex<'room'>;
/** 128 hex digits: a device key, then the identity it writes for. One device may have several; their logs are nothing to each other. */
export type AuthorKey = Hex<'author'>;
/** 32 hex digits, the first half of K: names a conversation in frames. */
export type RoomId = Hex<'room id'>;
/** 32 hex digits: names the content or the control logs of one identity in one conversation (W2). */
export type LogId = Hex<'log'>;
/** 64 hex digits: SHA-256(header ‖ signature). */
export type EntryId = Hex<'entry'>;

/** Brands text that is known to be lowercase hex of the right length; use at doors only. */
export const asHex = <T extends Hex<string>>(text: string): T => text as T;

export const authorKey = ({
  device,
  identity,
}: {
  readonly device: DeviceKey;
  readonly identity: IdentityKey;
}): AuthorKey => asHex(device + identity);
const keyDigits = 64;
export const deviceOf = (author: AuthorKey): DeviceKey => asHex(author.slice(0, keyDigits));
export const identityOf = (author: AuthorKey): IdentityKey => asHex(author.slice(keyDigits));

/** Bytes of an id. Ids are checked when they are made, so this cannot fail on a branded one. */
export const idBytes = (id: Hex<string>): Uint8Array => fromHex(id) ?? new Uint8Array(0);
