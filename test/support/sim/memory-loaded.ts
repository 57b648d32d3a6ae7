import { emptyCoverage, withRun } from '../../../common/log/index.ts';
import type { Loaded, StoredEntry } from '../../../common/model/index.ts';
import { asideLog, inSightOf } from './memory-asides.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { bySeq } from './places.ts';

/** What a program gets when it starts on such a disk. */
export const loadedFrom = (disk: MemoryDisk): Loaded => {
  const { rooms, certificates, peerHave, audiences, seen, preferences, met, reached, meant } = disk.written;
  const entries = disk.written.places.all;
  const edited = new Set(entries.flatMap(({ about }) => (about?.kind === 'EDIT' ? [about.entry] : [])));
  const logs = Map.groupBy(entries, ({ room, kind, author }) => `${room}${kind}${author}`);
  return {
    rooms: [...rooms.values()],
    certificates: [...certificates.values()],
    heads: [...logs.values()].map((log) => {
      const [{ room, kind, author }] = log as [StoredEntry];
      return {
        room,
        kind,
        author,
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
    met: [...met.values()],
    reached: [...reached.values()],
    meant: [...meant.values()],
    unread: entries
      .filter(
        ({ room, author, entry, countsAsUnread, aside }) =>
          countsAsUnread &&
          aside !== 'hidden' &&
          entry.body !== undefined &&
          entry.seq >= (seen.get(`${room}${author}`)?.seen ?? 0),
      )
      .map(({ room, author, entry: { id, seq }, mention }) => ({ room, author, seq, mention, edited: edited.has(id) })),
  };
};
