import type { Logger } from '../../../../common/base/index.ts';
import type { ChatEvent, StateChange } from '../../../../common/protocol/chat/index.ts';
import type { DiskHealth } from './disk-health.ts';
import { diskWarning } from './warnings.ts';

interface DiskReportsParts {
  readonly logger: Logger;
  readonly emit: (event: ChatEvent) => void;
  readonly onChanged: (change: StateChange) => void;
  /** The history can be written again: what waited goes on. */
  readonly onHealed: () => void;
}

/** Says that the disk takes nothing, or is slow, and when that is over. */
export class DiskReports {
  readonly #parts: DiskReportsParts;
  /** The last that was said is that it takes nothing. */
  #failed = false;

  constructor(parts: DiskReportsParts) {
    this.#parts = parts;
  }

  onChange({ failure, state }: Pick<DiskHealth, 'failure' | 'state'>): void {
    const { logger, emit, onChanged, onHealed } = this.#parts;
    onChanged({});
    const hadFailed = this.#failed;
    this.#failed = failure !== undefined;
    if (failure !== undefined) return emit(diskWarning(failure));
    if (!hadFailed) return logger.log('info', state === 'slow' ? 'the disk is slow' : 'the disk has caught up');
    logger.log('info', 'the history can be written again');
    onHealed();
  }
}
