import type { Logger } from '../../common/base/index.ts';

export interface OpenOptions {
  /** Folder of this installation's data: `leader.db` and `accounts/`. Made if need be. */
  readonly data: string;
  /** Folder of the bundled workers. */
  readonly workers: string;
  readonly logger: Logger;
  readonly settings: {
    /** Absent: every address of the machine. */
    readonly listenHost?: string;
    /** 0: the port of last time, else any. */
    readonly listenPort: number;
    /** Authors learn what I have read, and I what they have. Absent: yes. */
    readonly readReceipts?: boolean;
  };
}
