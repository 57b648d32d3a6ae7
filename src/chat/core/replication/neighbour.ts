import type { Disposable } from '../../../../common/base/index.ts';
import type { HaveRecord, Want } from '../../../../common/protocol/peer/index.ts';
import type { Certificate, DeviceKey, Hlc, LogId, LogKind, RoomKey } from '../../../../common/model/index.ts';
import type { Held } from '../../../../common/log/index.ts';
import type { Conversation } from './conversation.ts';
import type { Excuses } from './excuses.ts';

/** Names one log inside a conversation; sorts as HAVE does: by device, then kind. */
export type LogKey = `${DeviceKey}${0 | 1}`;
export const logKey = (device: DeviceKey, kind: LogKind): LogKey => `${device}${kind === 'content' ? 0 : 1}`;

/** A WANT that has not been answered yet. */
export interface Asked {
  readonly room: RoomKey;
  /** What I held of each log when I asked, in the order in which they are answered. None for the newest page. */
  readonly logs: ReadonlyMap<LogKey, Held>;
  /** Logs that the answer has brought something of. */
  readonly heard: Set<LogKey>;
  readonly at: number;
  /** It has not been answered in good time. */
  slow: boolean;
  timer: Disposable;
}

/** A linked device, as the sync sees it. Everything here lives as long as the link. */
export interface Neighbour {
  readonly certificate: Certificate;
  /** What it says it holds. */
  readonly theirs: Map<RoomKey, Map<LogKey, HaveRecord>>;
  /** The same of conversations that I do not know yet: another device of mine may have joined them a moment ago. */
  readonly early: Map<LogId, Map<LogKey, HaveRecord>>;
  /** Logs of which it may hold more than we do: what is still to be looked at. Control logs are looked at first. */
  readonly more: Readonly<Record<LogKind, Map<RoomKey, Set<LogKey>>>>;
  /** Conversations of which it has said everything that it holds; true while its newest page may still be asked for. */
  readonly newest: Map<RoomKey, boolean>;
  /** How far I had read each conversation before it began to bring what I lack. */
  readonly readTo: Map<RoomKey, Hlc>;
  /** Devices whose certificates it has from me (its own and mine came with HELLO). */
  readonly certificatesSent: Set<DeviceKey>;
  /** Devices whose certificates I have from it, oldest first. */
  readonly taught: Set<DeviceKey>;
  /** What I last offered of each conversation in full. */
  readonly introduced: Map<RoomKey, Scope>;
  readonly changed: Map<RoomKey, Set<LogKey>>;
  /** When it was linked, milliseconds of the monotonic clock. */
  readonly since: number;
  haveTimer: Disposable | undefined;
  haveAt: number;
  asked: Asked | undefined;
  /** What the answer to it has shown to be deleted. */
  excuses: Excuses | undefined;
  /** `maxBytes` of the next WANT. */
  pageBytes: number;
  /** Logs that an answer did not move, with where they ended as offered then. */
  readonly stuck: Map<string, number>;
  readonly wants: Want[];
  /** When the last one was answered, milliseconds of the monotonic clock. */
  answeredAt: number;
  /** The next one is about to be answered. */
  answering: Disposable | undefined;
}

export const newNeighbour = (certificate: Certificate, me: DeviceKey, now: number): Neighbour => ({
  certificate,
  theirs: new Map(),
  early: new Map(),
  more: { content: new Map(), control: new Map() },
  newest: new Map(),
  readTo: new Map(),
  certificatesSent: new Set([me, certificate.device]),
  taught: new Set(),
  introduced: new Map(),
  changed: new Map(),
  since: now,
  haveTimer: undefined,
  haveAt: now - haveInterval,
  asked: undefined,
  excuses: undefined,
  pageBytes: 32 * 1024,
  stuck: new Map(),
  wants: [],
  answeredAt: -Infinity,
  answering: undefined,
});

/** At most one HAVE per link in this time, milliseconds. */
export const haveInterval = 100;

/** What of a conversation a neighbour is offered: everything, its control logs only, or nothing. */
export type Scope = 'all' | 'control' | 'none';

export const scopeOf = (conversation: Conversation, me: Certificate, neighbour: Certificate): Scope => {
  if (!conversation.has(neighbour.identity)) return 'none';
  // a closed room is read-only and a room I left is no longer mine to pass on, but both facts must still travel
  return conversation.closed || !conversation.has(me.identity) ? 'control' : 'all';
};
