import type { Disposable } from '../../../../common/base/index.ts';
import type { HaveRecord, Want } from '../../../../common/protocol/peer/index.ts';
import type { Certificate, DeviceKey, Hlc, LogId, LogKind, RoomKey } from '../../../../common/model/index.ts';
import type { LogCoverage } from '../../../../common/log/index.ts';
import type { Conversation } from './conversation.ts';
import type { Tombstones } from './tombstones.ts';

/** Names one log inside a conversation; sorts as HAVE does: by device, then kind. */
export type LogKey = `${DeviceKey}${0 | 1}`;
export const logKey = (device: DeviceKey, kind: LogKind): LogKey => `${device}${kind === 'content' ? 0 : 1}`;

/** A WANT that has not been answered yet. */
export interface Asked {
  readonly room: RoomKey;
  /** What I held of each log when I asked, in the order in which they are answered. None for the newest page. */
  readonly logs: ReadonlyMap<LogKey, LogCoverage>;
  /** Logs that the answer has brought something of. */
  readonly received: Set<LogKey>;
  readonly at: number;
  /** It has not been answered in good time. */
  slow: boolean;
  timer: Disposable;
}

/** A linked device, as the sync sees it. Everything here lives as long as the link. */
export interface PeerSession {
  readonly certificate: Certificate;
  /** What it says it holds. */
  readonly theirs: Map<RoomKey, Map<LogKey, HaveRecord>>;
  /** The same of conversations that I do not know yet: another device of mine may have joined them a moment ago. */
  readonly unclaimed: Map<LogId, Map<LogKey, HaveRecord>>;
  /** Logs of which it may hold more than we do: what is still to be looked at. Control logs are looked at first. */
  readonly candidates: Readonly<Record<LogKind, Map<RoomKey, Set<LogKey>>>>;
  /** Conversations of which it has said everything that it holds; true while its newest page may still be asked for. */
  readonly newest: Map<RoomKey, boolean>;
  /** How far I had read each conversation before it began to bring what I lack. */
  readonly readClocks: Map<RoomKey, Hlc>;
  /** Devices whose certificates it has from me (its own and mine came with HELLO). */
  readonly certificatesSent: Set<DeviceKey>;
  /** Devices whose certificates I have from it, oldest first. */
  readonly learnedFrom: Set<DeviceKey>;
  /** What I last offered of each conversation in full. */
  readonly scopeSent: Map<RoomKey, Scope>;
  readonly markChanged: Map<RoomKey, Set<LogKey>>;
  /** When it was linked, milliseconds of the monotonic clock. */
  readonly since: number;
  haveTimer: Disposable | undefined;
  haveAt: number;
  asked: Asked | undefined;
  /** What the answer to it has shown to be deleted. */
  tombstones: Tombstones | undefined;
  /** `maxBytes` of the next WANT. */
  pageBytes: number;
  /** Logs that an answer did not move, with where they ended as offered then. */
  readonly stalled: Map<string, number>;
  readonly wants: Want[];
  /** When the last one was answered, milliseconds of the monotonic clock. */
  answeredAt: number;
  /** The next one is about to be answered. */
  answering: Disposable | undefined;
}

export const newSession = (certificate: Certificate, me: DeviceKey, now: number): PeerSession => ({
  certificate,
  theirs: new Map(),
  unclaimed: new Map(),
  candidates: { content: new Map(), control: new Map() },
  newest: new Map(),
  readClocks: new Map(),
  certificatesSent: new Set([me, certificate.device]),
  learnedFrom: new Set(),
  scopeSent: new Map(),
  markChanged: new Map(),
  since: now,
  haveTimer: undefined,
  haveAt: now - haveInterval,
  asked: undefined,
  tombstones: undefined,
  pageBytes: 32 * 1024,
  stalled: new Map(),
  wants: [],
  answeredAt: -Infinity,
  answering: undefined,
});

/** At most one HAVE per link in this time, milliseconds. */
export const haveInterval = 100;

/** What of a conversation a peer is offered: everything, its control logs only, or nothing. */
export type Scope = 'all' | 'control' | 'none';

export const scopeOf = (conversation: Conversation, me: Certificate, session: Certificate): Scope => {
  if (!conversation.has(session.identity)) return 'none';
  // a closed room is read-only and a room I left is no longer mine to pass on, but both facts must still travel
  return conversation.closed || !conversation.has(me.identity) ? 'control' : 'all';
};
