import {
  failureOf,
  type AppError,
  type Clock,
  type Disposable,
  type Flow,
  type Flows,
  Later,
  wait,
} from '../../../../common/base/index.ts';
import type { RoomKey } from '../../../../common/model/index.ts';
import { undoTime } from '../../../../common/protocol/chat/index.ts';

/** Reading everything, or leaving a room. */
export type UndoKey = 'read' | RoomKey;

export interface UndoableAct {
  /** Done at once, or a flow that does it. */
  readonly run: () => Flow<void> | undefined;
  /** It does not show as done any more unless it is, and this is why it is not. */
  readonly onEnd?: (failed: AppError | undefined) => void;
}

interface Pending {
  readonly timer: Disposable;
  readonly act: UndoableAct;
}

interface UnderWay {
  readonly key: UndoKey;
  readonly ended: Later<void>;
}

/** What shows as done at once and is carried out a moment later, unless it is undone: until then nobody is told anything. */
export class Undoable implements Disposable {
  readonly #clock: Clock;
  readonly #flows: Flows;
  readonly #pending = new Map<UndoKey, Pending>();
  /** Too late to undo, and not done yet: an answer may take its time. */
  readonly #underWay = new Set<UnderWay>();

  constructor(clock: Clock, flows: Flows) {
    this.#clock = clock;
    this.#flows = flows;
  }

  /** Shows as done, whether it is or not. */
  has(key: UndoKey): boolean {
    return this.#pending.has(key) || [...this.#underWay].some((one) => one.key === key);
  }

  /** What is pending under the same key is carried out first. */
  add(key: UndoKey, act: UndoableAct): void {
    this.#carryOut(key);
    const timer = this.#clock.setTimer(undoTime, () => this.#carryOut(key));
    this.#pending.set(key, { timer, act });
  }

  /** Answers whether there was something to undo. */
  undo(key: UndoKey): boolean {
    this.#pending.get(key)?.timer.dispose();
    return this.#pending.delete(key);
  }

  /** Everything that waits is carried out now, all at the same time, and what is under way is waited for. */
  *settle(): Flow<void> {
    for (const key of this.#pending.keys()) this.#carryOut(key);
    for (const { ended } of this.#underWay) yield* wait(ended);
  }

  dispose(): void {
    for (const { timer } of this.#pending.values()) timer.dispose();
    this.#pending.clear();
  }

  #carryOut(key: UndoKey): void {
    const act = this.#pending.get(key)?.act;
    if (act === undefined) return;
    this.undo(key);
    const underWay = { key, ended: new Later<void>() };
    this.#underWay.add(underWay);
    this.#flows.run(this.#run(underWay, act));
  }

  *#run(underWay: UnderWay, { run, onEnd }: UndoableAct): Flow<void> {
    const flow = run();
    const failed = flow && (yield* failureOf(flow));
    this.#underWay.delete(underWay);
    onEnd?.(failed);
    underWay.ended.resolve();
  }
}
