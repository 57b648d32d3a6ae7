import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { AppError, attempt, utf8 } from '../../common/base/index.ts';
import {
  emptyTip,
  encodeBody,
  logId,
  tipAfter,
  writeRun,
  type ContentBody,
  type LogTip,
} from '../../common/log/index.ts';
import {
  asHex,
  authorKey,
  type Batch,
  type Entry,
  type Hlc,
  type Loaded,
  type LogKind,
  type Page,
  type PageQuery,
  type RoomKey,
  type StoredEntry,
} from '../../common/model/index.ts';
import type { Store } from '../../src/chat/index.ts';
import { nodeClock } from '../../src/runtime/index.ts';
import { SqliteStore, type StoreOptions } from '../../src/store/index.ts';
import { MemoryDisk } from './sim/memory-disk.ts';
import { MemoryStore } from './sim/memory-store.ts';
import { testPerson, type TestDevice } from './people.ts';
import type { TestGroup } from './test-group.ts';

export type Opened = Store & { load(): Loaded };
interface Place {
  open(): Promise<Opened>;
  close(store: Opened): Promise<void>;
  remove(): void;
}

/** Opens a history as the product does; `sync` where a test makes it durable by hand. */
export const openStore = (file: string, sync?: StoreOptions['sync']): Promise<SqliteStore> =>
  SqliteStore.open({ file, crypto: ana.crypto, clock: nodeClock, ...(sync && { sync }) });

const memoryPlace = (): Place => {
  const disk = new MemoryDisk();
  const clock = {
    setTimer: (_: number, run: () => void) => {
      const timer = setImmediate(run);
      return { dispose: () => clearImmediate(timer) };
    },
  };
  return {
    open: async () => new MemoryStore(disk, clock),
    close: async (store) => (store as MemoryStore).dispose(),
    remove: () => {},
  };
};

const sqlitePlace = (): Place => {
  const folder = mkdtempSync(path.join(tmpdir(), 'p2pchat-store-'));
  return {
    open: () => openStore(path.join(folder, 'history.db')),
    close: (store) => (store as SqliteStore).close(),
    remove: () => rmSync(folder, { recursive: true }),
  };
};

export const room = asHex<RoomKey>('11'.repeat(32));
export const other = asHex<RoomKey>('22'.repeat(32));
export const ana = testPerson(1, 'ana').device(0);
export const bia = testPerson(2, 'bia').device(0);

/** Consecutive entries of a log, `runs` of the given lengths, one clock each; those after the last of `says` say nothing. */
export const log = (
  device: TestDevice,
  kind: LogKind,
  runs: readonly (readonly number[])[],
  where = room,
  says: readonly ContentBody[] = [],
): StoredEntry[] => {
  const { author, identity } = device.certificate;
  const id = logId(device.crypto, where, kind, identity);
  let tip: LogTip = emptyTip;
  let next = 0;
  return runs.flatMap((times) => {
    const items = times.map((ms) => {
      const said = says[next++];
      return {
        body: said === undefined ? utf8(`{"at":${ms}}`) : encodeBody(said),
        clock: { ms, count: 0 } satisfies Hlc,
      };
    });
    const entries = writeRun(device.crypto, id, device.certificate.device, tip, items);
    tip = tipAfter(entries.at(-1) as Entry);
    return entries.map((entry) => ({
      room: where,
      kind,
      author,
      entry,
      received: 5000,
      viaCatchUp: false,
      countsAsUnread: false,
      mention: false,
    }));
  });
};

/** The GENESIS of a group, as a store gets it. */
export const genesisOf = ({ room: made, genesis: { entry, author } }: TestGroup): StoredEntry => ({
  room: made,
  kind: 'control',
  author: authorKey({ ...author, device: entry.device }),
  entry,
  received: 0,
  viaCatchUp: false,
  countsAsUnread: false,
  mention: false,
});

/** What a write is refused with, if it is. */
export const append = (store: Pick<Store, 'write'>, batch: Batch): AppError | undefined => {
  const written = attempt(() => store.write(batch));
  return written instanceof AppError ? written : undefined;
};
export const nameOf = ({ entry }: StoredEntry): string => `${entry.device.slice(0, 4)}${entry.seq}`;
export const wholePage = (store: Opened, query: Partial<PageQuery>): Page =>
  store.page({ room, limit: 100, kinds: 'content', ...query });
export const page = (store: Opened, query: Partial<PageQuery> = {}): string[] | AppError =>
  attempt(() => wholePage(store, query).entries.map(nameOf));
export const range = (store: Opened, from: number, to: number, maxBytes = 100_000): number[] =>
  store
    .range({ room, author: ana.certificate.author, kind: 'content', from, to, maxBytes })
    .map(({ entry }) => entry.seq);

export const groups = {
  rooms: [
    { room, kind: 'group' as const },
    { room: other, kind: 'group' as const },
  ],
};
export const a = ana.certificate.device.slice(0, 4);
export const b = bia.certificate.device.slice(0, 4);

/** Every store there is, by name: `describe.each(stores)`. */
export const stores: readonly (readonly [string, () => Place])[] = [
  ['in memory', memoryPlace],
  ['SQLite', sqlitePlace],
];
