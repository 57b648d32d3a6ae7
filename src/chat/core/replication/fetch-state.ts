import type { Disposable } from '../../../../common/base/index.ts';
import type { LogCoverage } from '../../../../common/log/index.ts';
import type { LogKind, RoomKey } from '../../../../common/model/index.ts';
import type { LogKey } from './peer-claims.ts';
import type { Tombstones } from './tombstones.ts';

/** A WANT that has not been answered yet. */
export interface Asked {
  readonly room: RoomKey;
  /** What I held of each log when I asked, in the order in which they are answered. None for the newest page. */
  readonly logs: ReadonlyMap<LogKey, LogCoverage>;
  /** Logs that the answer has brought something of. */
  readonly received: Set<LogKey>;
  /** What the answer has shown to be deleted. */
  readonly tombstones: Tombstones;
  readonly at: number;
  /** It has not been answered in good time. */
  slow: boolean;
  timer: Disposable;
}

/** What is still to be asked of a peer: the planner's, and nobody else changes it. */
export interface PlanState {
  /** Logs of which it may hold more than we do: what is still to be looked at. Control logs are looked at first. */
  readonly candidates: Readonly<Record<LogKind, Map<RoomKey, Set<LogKey>>>>;
  /** Conversations of which it has said everything that it holds; true while its newest page may still be asked for. */
  readonly newest: Map<RoomKey, boolean>;
}

/** What is being asked of a peer: the fetcher's, and nobody else changes it. */
export interface FetchState {
  asked: Asked | undefined;
  /** `maxBytes` of the next WANT. */
  pageBytes: number;
  /** Logs that an answer did not move, with where they ended as offered then. */
  readonly stalled: Map<string, number>;
}

export const newPlanState = (): PlanState => ({
  candidates: { content: new Map(), control: new Map() },
  newest: new Map(),
});

export const newFetchState = (): FetchState => ({ asked: undefined, pageBytes: 32 * 1024, stalled: new Map() });

export const stalledKey = (room: RoomKey, key: LogKey): string => `${room}${key}`;
