import type {
  AsideChange,
  Audience,
  Batch,
  MeantName,
  Met,
  PeerHave,
  ReachedDevice,
  RoomKey,
  RoomPreference,
  SeenMark,
  StoredEntry,
  StoredRoom,
} from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';

/** What else may ride in a commit. */
export interface SideWrites {
  readonly rooms?: readonly StoredRoom[];
  readonly certificates?: readonly Uint8Array[];
  readonly peerHave?: readonly PeerHave[];
  readonly audiences?: readonly Audience[];
  readonly seen?: readonly SeenMark[];
  readonly preferences?: readonly RoomPreference[];
  readonly aside?: readonly AsideChange[];
  readonly met?: readonly Met[];
  readonly reached?: readonly ReachedDevice[];
  readonly meant?: readonly MeantName[];
  readonly forget?: readonly RoomKey[];
  /** Once it is durable, or cannot be kept now. */
  settled?(kept: boolean): void;
}

/** What nobody would say again. Marks of peers and certificates come back by themselves. */
export const mergeRetained = (sideWrites: readonly SideWrites[]): SideWrites => ({
  rooms: [...new Map(sideWrites.flatMap(({ rooms = [] }) => rooms).map((one) => [one.room, one])).values()],
  // of two marks of one log the later is the larger
  seen: [...new Map(sideWrites.flatMap(({ seen = [] }) => seen).map((one) => [one.room + one.author, one])).values()],
  forget: [...new Set(sideWrites.flatMap(({ forget = [] }) => forget))],
});

export const toBatch = (
  sideWrites: readonly SideWrites[],
  touched: ReadonlySet<Conversation>,
  entries: readonly StoredEntry[],
): Batch => ({
  rooms: [
    ...sideWrites.flatMap(({ rooms = [] }) => rooms),
    ...[...touched].filter((c) => !c.persisted).map((c) => c.stored),
  ],
  certificates: sideWrites.flatMap(({ certificates = [] }) => certificates),
  entries,
  peerHave: sideWrites.flatMap(({ peerHave = [] }) => peerHave),
  audiences: sideWrites.flatMap(({ audiences = [] }) => audiences),
  seen: sideWrites.flatMap(({ seen = [] }) => seen),
  preferences: sideWrites.flatMap(({ preferences = [] }) => preferences),
  aside: sideWrites.flatMap(({ aside = [] }) => aside),
  met: sideWrites.flatMap(({ met = [] }) => met),
  reached: sideWrites.flatMap(({ reached = [] }) => reached),
  meant: sideWrites.flatMap(({ meant = [] }) => meant),
  forget: sideWrites.flatMap(({ forget = [] }) => forget),
});
