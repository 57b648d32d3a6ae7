import { hash } from 'node:crypto';
import type { Batch, Page, RoomKey } from '../../common/model/index.ts';
import { nodeClock } from '../../src/runtime/index.ts';
import { SqliteStore } from '../../src/store/index.ts';

const crypto = { sha256: (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer') };

export const openHistory = (file: string): Promise<SqliteStore> => SqliteStore.open({ file, crypto, clock: nodeClock });

/** Resolves once it is durable. */
export const append = (history: SqliteStore, batch: Batch): Promise<void> =>
  new Promise((resolve, reject) => {
    history.onDurable((position) => {
      if (typeof position !== 'number') reject(position);
      else if (position >= mine) resolve();
    });
    const mine = history.write(batch);
  });

export const newestPage = (history: SqliteStore, room: RoomKey): Page =>
  history.page({ room, limit: 100, kinds: 'content' });
