import {
  identityOf,
  type Certificate,
  type Loaded,
  type RoomKey,
  type StoredEntry,
} from '../../../../common/model/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import { isOwned, type OwnedClaim } from '../replication/peer-claims.ts';
import type { PeerSession } from '../replication/peer-session.ts';
import type { Projection } from '../replication/projection.ts';
import type { Deliveries } from './deliveries.ts';
import { PeerMarks, type Acknowledged } from './peer-marks.ts';

interface AcknowledgementsParts {
  readonly me: Certificate;
  /** Who is linked now. */
  sessions(): Iterable<PeerSession>;
  readonly deliveries: Pick<Deliveries, 'onAcknowledged'>;
}

const nothing: Acknowledged = { prefix: 0, read: 0 };

/** Hears from what peers say they hold that they have, or have read, what I wrote. */
export class Acknowledgements implements Projection {
  readonly #parts: AcknowledgementsParts;
  readonly #marks = new PeerMarks<Acknowledged>();

  constructor(parts: AcknowledgementsParts) {
    this.#parts = parts;
  }

  load({ peerHave }: Pick<Loaded, 'peerHave'>): void {
    for (const { room, kind, peer, author, prefix, read } of peerHave)
      if (kind === 'content') this.#marks.set(room, peer, author, { prefix, read });
  }

  claimed({ certificate }: PeerSession, conversation: Conversation, claims: readonly OwnedClaim[]): void {
    for (const claim of claims) this.#onClaim(certificate, conversation, claim);
  }

  /** What I wrote on another device has come here: who said before that it holds it, is heard now. */
  durable(conversation: Conversation, entries: readonly StoredEntry[]): void {
    const authors = new Set(entries.filter(({ kind }) => kind === 'content').map(({ author }) => author));
    for (const { certificate, claims } of this.#parts.sessions()) {
      const said = claims.of(conversation.room);
      for (const author of authors) {
        const claim = said?.get(conversation.keyOf('content', author));
        if (claim !== undefined && isOwned(claim)) this.#onClaim(certificate, conversation, claim);
      }
    }
  }

  forgotten(room: RoomKey): void {
    this.#marks.forget(room);
  }

  #onClaim(peer: Certificate, conversation: Conversation, { owner, prefix, read }: OwnedClaim): void {
    const { me, deliveries } = this.#parts;
    const { author, kind } = owner;
    if (kind !== 'content' || conversation.stored.kind === 'self') return;
    if (identityOf(author) !== me.identity) return;
    const before = this.#marks.get(conversation.room, peer.author, author) ?? nothing;
    const end = conversation.logs.content.get(author)?.durable.prefix ?? 0;
    const now = { prefix: larger(before.prefix, prefix, end), read: larger(before.read, read, end) };
    if (now.prefix === before.prefix && now.read === before.read) return;
    this.#marks.set(conversation.room, peer.author, author, now);
    deliveries.onAcknowledged(conversation, peer, author, now);
  }
}

/** Never less than before, never beyond what there is. */
const larger = (before: number, said: number, end: number): number => Math.max(before, Math.min(said, end));
