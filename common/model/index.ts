export {
  asHex,
  authorKey,
  deviceOf,
  idBytes,
  identityOf,
  type AuthorKey,
  type DeviceKey,
  type EntryId,
  type IdentityKey,
  type LogId,
  type RoomId,
  type RoomKey,
} from './ids.ts';
export { idLayouts } from './id-layouts.ts';
export { logKey, type Entry, type Hlc, type LogKey, type LogKind, type OrderKey, type Segment } from './entry.ts';
export type { AddressRecord, Certificate, DeviceCertificate, NameRecord } from './certificate.ts';
export type {
  AnnotationTarget,
  AboutQuery,
  Batch,
  FindQuery,
  Loaded,
  Page,
  PagedEntry,
  PagePlace,
  PageQuery,
  Audience,
  LastRise,
  PeerHave,
  ReachedDevice,
  RangeQuery,
  RoomPreference,
  SeenMark,
  StoredEntry,
  StoredHead,
  StoredRoom,
  UnreadMark,
} from './stored.ts';
export type { AsideChange, AsideLog, AsideQuery, MeantName, Met } from './stored-asides.ts';
export { limits } from './limits.ts';
export type { Aside, Delivery, Gap, NewSince, Presence, Quote, Reaction, Row, Who } from './row.ts';
export type { ClockReading, Lane, LinkEvents, LinkVerdict, Target } from './links.ts';
