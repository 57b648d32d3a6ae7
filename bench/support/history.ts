import * as path from 'node:path';
import { AppError } from '../../common/base/index.ts';
import type { Batch, Page, RoomKey } from '../../common/model/index.ts';
import { History } from '../../src/store/index.ts';

/** The history as it is shipped: its worker is the bundled one. */
export const openHistory = (file: string): Promise<History> =>
  History.open({ workerFile: path.resolve(import.meta.dirname, '../../dist/history-worker.js'), file });

export const append = (history: History, batch: Batch): Promise<void> =>
  new Promise((resolve, reject) => {
    history.append(batch, (error) => (error === undefined ? resolve() : reject(error)));
  });

export const newestPage = (history: History, room: RoomKey): Promise<Page> =>
  new Promise((resolve, reject) => {
    history.page({ room, limit: 100, kinds: 'content' }, (answer) => {
      if (answer instanceof AppError) reject(answer);
      else resolve(answer);
    });
  });
