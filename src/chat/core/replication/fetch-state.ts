import type { Disposable } from '../../../../common/base/index.ts';
import type { LogCoverage } from '../../../../common/log/index.ts';
import type { LogKey, LogKind, RoomKey } from '../../../../common/model/index.ts';
import { Allowance } from './allowance.ts';
import type { Tombstones } from './tombstones.ts';

/** Entries `from` to `to` - 1 are asked for. */
export interface AskedLog {
  readonly from: number;
  readonly to: number;
  /** What I held when I asked. */
  readonly held: LogCoverage;
  /** Whose it is was known. */
  readonly owned: boolean;
}

/** A WANT that has not been answered yet. */
export interface Asked {
  readonly room: RoomKey;
  /** In the order in which they are answered. None for the newest page. */
  readonly logs: ReadonlyMap<LogKey, AskedLog>;
  /** Logs of which something came that was asked for. */
  readonly received: Set<LogKey>;
  /** Something came too that was not asked for: what shows a deletion, or the answer to an earlier question. */
  broughtOthers: boolean;
  /** What the answer has shown to be deleted. */
  readonly tombstones: Tombstones;
  readonly at: number;
  /** Its person is not in the conversation, as far as is known here. */
  readonly isForeign: boolean;
  /** How much has come. */
  bytes: number;
  /** An answer came that was empty, while an earlier question was open too. */
  wasPerhapsAnswered: boolean;
  /** It has not been answered in good time. */
  slow: boolean;
  timer: Disposable;
}

/** `unowned`: it is not known whose they are. */
export type CandidateKind = LogKind | 'unowned';

/** What is still to be asked of a peer: the planner's, and nobody else changes it. */
export interface PlanState {
  /** Logs of which it may hold more than we do: what is still to be looked at. Control logs are looked at first. */
  readonly candidates: Readonly<Record<CandidateKind, Map<RoomKey, Set<LogKey>>>>;
  /** Conversations of which it has said everything that it holds; true while its newest page may still be asked for. */
  readonly newest: Map<RoomKey, boolean>;
}

/** What is being asked of a peer: the fetcher's, and nobody else changes it. */
export interface FetchState {
  asked: Asked | undefined;
  /** Questions that were given up: a slow link may bring their answers yet. */
  givenUp: number;
  /** What it may still bring of rooms that its person is not in, and when that is looked at again. */
  readonly allowance: Allowance;
  resume: Disposable | undefined;
  /** `maxBytes` of the next WANT. */
  pageBytes: number;
  /** Logs that an answer did not move, with where they ended as offered then. */
  readonly stalled: Map<RoomKey, Map<LogKey, number>>;
}

export const newPlanState = (): PlanState => ({
  candidates: { content: new Map(), control: new Map(), unowned: new Map() },
  newest: new Map(),
});

export const newFetchState = (): FetchState => ({
  asked: undefined,
  givenUp: 0,
  allowance: new Allowance(),
  resume: undefined,
  pageBytes: 32 * 1024,
  stalled: new Map(),
});

/** Where a log ended, as offered when an answer did not move it; -1 if that has not happened. */
export const stalledAt = ({ stalled }: FetchState, room: RoomKey, key: LogKey): number =>
  stalled.get(room)?.get(key) ?? -1;
