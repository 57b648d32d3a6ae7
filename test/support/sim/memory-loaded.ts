import { emptyCoverage, withRun } from '../../../common/log/index.ts';
import type { Loaded, StoredEntry } from '../../../common/model/index.ts';
import { asideLog, inSightOf } from './memory-asides.ts';
import type { MemoryDisk } from './memory-disk.ts';

export const bySeq = (log: readonly StoredEntry[]): StoredEntry[] => log.toSorted((a, b) => a.entry.seq - b.entry.seq);

/** What a program gets when it starts on such a disk. */
export const loadedFrom = (disk: MemoryDisk): Loaded => {
  const { rooms, certificates, peerHave, audiences, seen, preferences } = disk.written;
  const entries = [...disk.written.places.values()];
  const edited = new Set(entries.flatMap(({ about }) => (about?.kind === 'EDIT' ? [about.entry] : [])));
  const logs = Map.groupBy(entries, ({ room, kind, entry }) => `${room}${kind}${entry.device}`);
  return {
    rooms: [...rooms.values()],
    certificates: [...certificates.values()],
    heads: [...logs.values()].map((log) => {
      const [{ room, kind, entry }] = log as [StoredEntry];
      return {
        room,
        kind,
        device: entry.device,
        ...withRun(
          emptyCoverage,
          bySeq(log).map((one) => one.entry),
        ),
        ...inSightOf(bySeq(log)),
      };
    }),
    aside: [...logs.values()].flatMap((log) => asideLog(bySeq(log)) ?? []),
    control: entries.filter(({ kind }) => kind === 'control'),
    peerHave: [...peerHave.values()],
    audiences: [...audiences.values()].toSorted((a, b) => a.version - b.version),
    seen: [...seen.values()],
    preferences: [...preferences.values()],
    unread: entries
      .filter(
        ({ room, entry, news, aside }) =>
          news &&
          aside !== 'hidden' &&
          entry.body !== undefined &&
          entry.seq >= (seen.get(`${room}${entry.device}`)?.seen ?? 0),
      )
      .map(({ room, entry: { id, device, seq }, mention }) => ({ room, device, seq, mention, edited: edited.has(id) })),
  };
};
