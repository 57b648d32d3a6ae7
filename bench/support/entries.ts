import { utf8 } from '../../common/base/index.ts';
import { emptyTip, logId, tipAfter, writeRun, type LogTip } from '../../common/log/index.ts';
import { type AuthorKey, type Entry, limits, type RoomKey, type StoredEntry } from '../../common/model/index.ts';
import { testPerson, type TestDevice } from '../../test/support/people.ts';

export const authors: readonly TestDevice[] = Array.from({ length: 10 }, (_, i) =>
  testPerson(i + 1, `author${i}`).device(0),
);

/** Signed messages of ten people who take turns, in batches as a catch-up brings them, ascending in time. */
export function* batches(room: RoomKey, count: number): Generator<StoredEntry[]> {
  const tips = new Map<TestDevice, LogTip>();
  const size = limits.runEntries;
  for (let made = 0, turn = 0; made < count; made += size, turn++) {
    const author = authors[turn % authors.length] as TestDevice;
    const items = Array.from({ length: Math.min(size, count - made) }, (_, i) => {
      const content = `message ${made + i} `.padEnd(60, 'all work and no play ');
      return {
        body: utf8(JSON.stringify({ kind: 'MESSAGE', content })),
        clock: { ms: 1_700_000_000_000 + made + i, count: 0 },
      };
    });
    const tip = tips.get(author) ?? emptyTip;
    const { device, identity } = author.certificate;
    const entries = writeRun(author.crypto, logId(author.crypto, room, 'content', identity), device, tip, items);
    tips.set(author, tipAfter(entries.at(-1) as Entry));
    yield entries.map((entry) => storedLate(room, entry));
  }
}

const authorOf = new Map(authors.map(({ certificate }) => [certificate.device, certificate.author]));

/** As a catch-up stores it. */
export const storedLate = (room: RoomKey, entry: Entry): StoredEntry => ({
  room,
  kind: 'content',
  author: authorOf.get(entry.device) as AuthorKey,
  entry,
  received: entry.clock.ms,
  viaCatchUp: true,
  countsAsUnread: true,
  mention: false,
});
