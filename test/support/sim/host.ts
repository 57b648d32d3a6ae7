import type { Disposable, Random } from '../../../common/base/index.ts';
import type { HostClock } from './host-clock.ts';
import type { Process } from './process.ts';

/**
 * What the disk of a machine that dies has of writes that nobody had been told of yet: all, none, or (`torn`) as many as had
 * arrived, the rest being torn and thus nothing to a store whose commits are whole or not at all.
 */
export type DiskFate = 'kept' | 'unsyncedLost' | 'torn';
export interface SimDisk {
  crash(fate: DiskFate, random: Pick<Random, 'nextInt'>): void;
}

/** A machine of the world. It has one address and runs at most one program. */
export interface SimHost {
  readonly name: string;
  readonly address: string;
  readonly clock: HostClock;
  readonly disks: Set<SimDisk>;
  running: { readonly process: Process; readonly program: Disposable } | undefined;
  /** Switched off: answers nothing, not even with a reset. */
  off: boolean;
  /** Until then it sleeps: nothing runs, nothing arrives, nobody is told. */
  asleepUntil: number;
}
