import type { IdentityKey, RoomKey } from '../../model/index.ts';
import type { Account, Connection, Conversation, DiskState, LinkInfo, ListedRoom, Namesakes, Person } from './state.ts';
import type { OwnPresence } from '../tracker/index.ts';

/** Told as a whole. */
export interface PlainSlices {
  readonly account: Account | undefined;
  readonly connection: Connection;
  /** How far this device has come since its start. */
  readonly session: { readonly signedIn: boolean; readonly caughtUp: boolean; readonly listening?: string };
  readonly links: readonly LinkInfo[];
  readonly namesakes: readonly Namesakes[];
  readonly disk: DiskState;
  readonly presence: OwnPresence;
}
/** Told by their members. */
export interface KeyedSlices {
  readonly rooms: { readonly key: RoomKey; readonly value: Conversation };
  readonly people: { readonly key: IdentityKey; readonly value: Person };
  readonly discover: { readonly key: RoomKey; readonly value: ListedRoom };
}
export type PlainSlice = keyof PlainSlices;
export type KeyedSlice = keyof KeyedSlices;
export type Slice = PlainSlice | KeyedSlice;
export type KeyOf<S extends KeyedSlice> = KeyedSlices[S]['key'];
export type MemberOf<S extends KeyedSlice> = KeyedSlices[S]['value'];

/** Of each slice how often it had changed in this epoch; absent = nothing is known of it. */
export type Revisions = { readonly [S in Slice]?: number };

/** From revision `since` to `revision`; since 0 = the whole slice. To be taken only by who has `since`. */
interface Step {
  readonly since: number;
  readonly revision: number;
}
export type PlainChange = {
  [S in PlainSlice]: Step & { readonly slice: S; readonly value: PlainSlices[S] };
}[PlainSlice];
export type KeyedChange = {
  [S in KeyedSlice]: Step & {
    readonly slice: S;
    readonly put: readonly (readonly [KeyOf<S>, MemberOf<S>])[];
    readonly gone: readonly KeyOf<S>[];
  };
}[KeyedSlice];
export type SliceChange = PlainChange | KeyedChange;

/**
 * What of the state may be different now: conversations (and what is listed under their keys), people, or everything. The plain
 * slices are few and looked at each time.
 */
export interface StateChange {
  readonly rooms?: Iterable<RoomKey>;
  readonly people?: Iterable<IdentityKey>;
  readonly all?: true;
}
