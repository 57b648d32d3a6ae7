import type { Disposable } from '../../../common/base/index.ts';
import type { Process } from './process.ts';

/** What a machine loses when it dies: nothing, or what was not synced. */
export type DiskFate = 'kept' | 'unsyncedLost';
export interface SimDisk {
  crash(mode: DiskFate): void;
}

/** A machine of the world. It has one address and runs at most one program. */
export interface SimHost {
  readonly name: string;
  readonly address: string;
  /** What its wall clock is ahead, milliseconds. */
  wallOffset: number;
  readonly disks: Set<SimDisk>;
  running: { readonly process: Process; readonly program: Disposable } | undefined;
  /** Switched off: answers nothing, not even with a reset. */
  off: boolean;
}
