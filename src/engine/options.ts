import type { AppError, Logger } from '../../common/base/index.ts';
import type { EngineStart, FromEngineControl } from '../../common/protocol/chat/index.ts';
import type { OpenSocket } from '../tracker-client/index.ts';
import type { Guard } from './core/guard.ts';
import type { StoreOptions } from '../store/index.ts';

/** What an engine stands on, beside what it is told at its start. */
export interface EngineOptions extends EngineStart {
  readonly logger: Logger;
  trace(event: string, data?: object): void;
  readonly guard: Guard;
  readonly openSocket: OpenSocket;
  /** A step of opening begins. */
  progress(step: (FromEngineControl & { type: 'progress' })['step']): void;
  /** The engine cannot go on and ends: DISK_ERROR when the disk is why. */
  fail(error: AppError): void;
  /** Makes durable what is written to a descriptor. Absent: `fdatasync`. */
  readonly sync?: StoreOptions['sync'];
}
