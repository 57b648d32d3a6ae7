import type {
  Batch,
  PeerHave,
  RoomKey,
  RoomPreference,
  SeenMark,
  StoredEntry,
  StoredRoom,
} from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';

/** What else may ride in a commit. */
export interface Notes {
  readonly rooms?: readonly StoredRoom[];
  readonly certificates?: readonly Uint8Array[];
  readonly peerHave?: readonly PeerHave[];
  readonly seen?: readonly SeenMark[];
  readonly preferences?: readonly RoomPreference[];
  readonly forget?: readonly RoomKey[];
  /** Once it is durable, or cannot be kept now. */
  settled?(kept: boolean): void;
}

/** What nobody would say again. Marks of peers and certificates come back by themselves. */
export const keep = (notes: readonly Notes[]): Notes => ({
  rooms: [...new Map(notes.flatMap(({ rooms = [] }) => rooms).map((one) => [one.room, one])).values()],
  // of two marks of one log the later is the larger
  seen: [...new Map(notes.flatMap(({ seen = [] }) => seen).map((one) => [one.room + one.device, one])).values()],
  forget: [...new Set(notes.flatMap(({ forget = [] }) => forget))],
});

export const toBatch = (
  notes: readonly Notes[],
  touched: ReadonlySet<Conversation>,
  entries: readonly StoredEntry[],
): Batch => ({
  rooms: [...notes.flatMap(({ rooms = [] }) => rooms), ...[...touched].filter((c) => !c.saved).map((c) => c.stored)],
  certificates: notes.flatMap(({ certificates = [] }) => certificates),
  entries,
  peerHave: notes.flatMap(({ peerHave = [] }) => peerHave),
  audiences: [...touched].flatMap(({ room, audiences }) => audiences.unsaved(room)),
  seen: notes.flatMap(({ seen = [] }) => seen),
  preferences: notes.flatMap(({ preferences = [] }) => preferences),
  forget: notes.flatMap(({ forget = [] }) => forget),
});
