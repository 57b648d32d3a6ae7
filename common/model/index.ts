export { asHex, idBytes, type DeviceKey, type EntryId, type IdentityKey, type LogId, type RoomKey } from './ids.ts';
export type { Entry, Hlc, LogKind, OrderKey, Segment } from './entry.ts';
export type { AddressRecord, Certificate, DeviceCertificate, NameRecord } from './certificate.ts';
export type {
  About,
  AboutQuery,
  AsideChange,
  AsideLog,
  AsideQuery,
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
  RangeQuery,
  RoomPreference,
  SeenMark,
  StoredEntry,
  StoredHead,
  StoredRoom,
  UnreadMark,
} from './stored.ts';
export { limits } from './limits.ts';
export type { Aside, Delivery, Missing, NewSince, Presence, Quote, Reaction, Row, Who } from './row.ts';
export type { Lane, LinkEvents, LinkVerdict, Target } from './links.ts';
