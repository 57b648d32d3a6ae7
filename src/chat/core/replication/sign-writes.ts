import type { Env } from '../../../../common/base/index.ts';
import { tipOf, nextClock, tipAfter, withRun, writeRun } from '../../../../common/log/index.ts';
import type { Certificate, Entry } from '../../../../common/model/index.ts';
import type { Signed } from './commit-queue.ts';
import { splitRuns, type PendingWrite } from './pending-writes.ts';
import type { EntryClassifier } from './classification.ts';

interface SignParts {
  readonly env: Pick<Env, 'clock' | 'crypto'>;
  readonly me: Certificate;
  readonly classifier: Pick<EntryClassifier, 'audienceOf'>;
  /** Milliseconds since 1970, as far as this computer can know. */
  readonly now: () => number;
}

/** Makes entries of what this device writes, log by log, in order; the pending tips move with them. */
export const signWrites = (
  { env, me, classifier, now }: SignParts,
  writes: readonly PendingWrite[],
): readonly Signed[] => {
  const groups = Map.groupBy(writes, ({ conversation, kind }) => conversation.logId(kind, me.identity));
  return [...groups].flatMap(([log, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    const { conversation, kind } = first;
    const state = conversation.log(kind, me.author);
    const end = tipOf(state.pending);
    const clock = nextClock(now(), conversation.followed(me.author));
    const audience = kind === 'content' ? classifier.audienceOf(conversation) : undefined;
    const items = group.map(({ body }) => ({ body, clock }));
    let tip = end;
    const entries = splitRuns(group, items).flatMap((run) => {
      const written = writeRun(env.crypto, log, me.device, tip, run);
      tip = tipAfter(written.at(-1) as Entry);
      return written;
    });
    state.pending = withRun(state.pending, entries);
    return group.flatMap((write, i) => {
      const entry = entries[i];
      if (entry === undefined) return [];
      const stored = {
        room: conversation.room,
        kind,
        author: me.author,
        entry,
        received: env.clock.wall(),
        viaCatchUp: false,
        countsAsUnread: false,
        mention: false,
        ...(write.about && { about: write.about }),
        ...(write.silent && { silent: write.silent }),
        ...(audience !== undefined && write.about === undefined && !write.silent && { audience }),
        // at the end of its log, the effective clock of an entry is its own
        order: { clock: entry.clock, author: me.author, seq: entry.seq },
      };
      return [{ write, stored }];
    });
  });
};
