import { annotationOf, compareHlc, decodeContent } from '../../../../common/log/index.ts';
import {
  identityOf,
  type AuthorKey,
  type Certificate,
  type Entry,
  type Hlc,
  type RoomKey,
} from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { PeerSession } from '../replication/peer-session.ts';
import type { Arrival, EntryClassifier, EntryTraits, Placed } from '../replication/classification.ts';
import type { EntryPolicy } from '../replication/policy.ts';
import type { ReadMarks } from '../own-devices/read-marks.ts';
import type { Audiences } from './audiences.ts';
import { unreadFlags } from './mentions.ts';

/**
 * What was written so shortly before it came is no catch-up, milliseconds: the first message of a new conversation has to be asked
 * for, and is news all the same.
 */
const freshWithin = 60_000;

const noNews = { countsAsUnread: false, mention: false };

interface ClassifierParts {
  readonly me: Certificate;
  readonly certificates: Certificates;
  readonly readMarks: ReadMarks;
  readonly audiences: Audiences;
  readonly policy: EntryPolicy;
}

/** What an entry is to a reader: news, a mention, something about another entry; live, or brought late, and by whom. */
export class Classifier implements EntryClassifier {
  readonly #parts: ClassifierParts;
  /** How far each conversation had been read before a peer began to bring what I lack. */
  readonly #readClocks = new WeakMap<PeerSession, Map<RoomKey, Hlc>>();

  constructor(parts: ClassifierParts) {
    this.#parts = parts;
  }

  beforeFetch(session: PeerSession, conversation: Conversation): void {
    const { me, readMarks } = this.#parts;
    const isOwn = (author: AuthorKey): boolean => identityOf(author) === me.identity;
    const clocks = this.#readClocks.get(session) ?? new Map<RoomKey, Hlc>();
    this.#readClocks.set(session, clocks.set(conversation.room, readMarks.clockOf(conversation, isOwn)));
  }

  audienceOf(conversation: Conversation): number | undefined {
    return this.#parts.audiences.current(conversation);
  }

  classify(arrival: Arrival, run: readonly Placed[]): readonly EntryTraits[] {
    const { conversation, kind, author, received, live, from } = arrival;
    const isContent = kind === 'content';
    const isReadable = isContent && conversation.stored.kind !== 'self';
    const readClock = from && this.#readClocks.get(from)?.get(conversation.room);
    const audience =
      isContent && author.identity === this.#parts.me.identity ? this.audienceOf(conversation) : undefined;
    return run.map(({ entry, clock }) => {
      const said = isReadable ? this.#said(conversation, author, entry, from) : noNews;
      const viaCatchUp = !live && received - entry.clock.ms > freshWithin;
      const isPastRead = viaCatchUp && readClock !== undefined && compareHlc(clock, readClock) < 0;
      return {
        viaCatchUp,
        ...(isPastRead && isContent && from && { deliveredBy: from.certificate.author }),
        ...said,
        ...(audience !== undefined && !('about' in said) && !('silent' in said) && { audience }),
      };
    });
  }

  #said(
    conversation: Conversation,
    author: Certificate,
    entry: Entry,
    from: PeerSession | undefined,
  ): Pick<EntryTraits, 'countsAsUnread' | 'mention' | 'about' | 'silent'> {
    if (entry.body === undefined) {
      const of = from?.fetch.asked?.tombstones.of(conversation, entry)?.of;
      return of === undefined ? noNews : { ...noNews, about: { kind: 'EDIT', entry: of } };
    }
    const body = decodeContent(entry.body);
    if (body?.kind === 'CLOCK') return { ...noNews, silent: true };
    const about = annotationOf(entry, body);
    return { ...unreadFlags(this.#parts.me, author, body), ...(about && { about }) };
  }
}
