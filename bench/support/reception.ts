import { type RoomKey } from '../../common/model/index.ts';

/** Types of the frames to `store-receiver`: ENTRIES of one run, and eight bytes that come back. */
export const frames = { entries: 1, ping: 2 } as const;

/** What `store-receiver` is to take. */
export interface Reception {
  /** Empty. */
  readonly folder: string;
  readonly room: RoomKey;
  /** Milliseconds beyond what a sync takes anyway. */
  readonly syncTakes: number;
  /** Entries. */
  readonly count: number;
}
