import { AppError, attempt } from '../../../../common/base/index.ts';
import { covers, tipOf } from '../../../../common/log/index.ts';
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
import type { Store } from '../ports.ts';
import type { Deliveries } from './deliveries.ts';
import { advanced, nothingAcknowledged, PeerMarks, type Acknowledged } from './peer-marks.ts';

interface AcknowledgementsParts {
  readonly me: Certificate;
  /** Who is linked now. */
  sessions(): Iterable<PeerSession>;
  readonly store: Pick<Store, 'range'>;
  readonly deliveries: Pick<Deliveries, 'onAcknowledged'>;
}

/** Hears from what peers say they hold that they have, or have read, what I wrote. */
export class Acknowledgements implements Projection {
  readonly #parts: AcknowledgementsParts;
  readonly #marks = new PeerMarks<Acknowledged>();

  constructor(parts: AcknowledgementsParts) {
    this.#parts = parts;
  }

  load({ peerHave }: Pick<Loaded, 'peerHave'>): void {
    for (const { room, kind, peer, author, ...mark } of peerHave)
      if (kind === 'content') this.#marks.set(room, peer, author, mark);
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

  #onClaim(peer: Certificate, conversation: Conversation, claim: OwnedClaim): void {
    const { me, deliveries } = this.#parts;
    const { author, kind } = claim.owner;
    if (kind !== 'content' || conversation.stored.kind === 'self') return;
    if (identityOf(author) !== me.identity || claim.to === 0) return;
    const before = this.#marks.get(conversation.room, peer.author, author) ?? nothingAcknowledged;
    const now = advanced(before, claim);
    if (isSame(now, before)) return;
    // a count alone proves nothing: what it speaks of is known by its end, which is looked for again when more of the log is here
    if (claim.newest !== before.id && !this.#isHeld(conversation, claim)) return;
    this.#marks.set(conversation.room, peer.author, author, now);
    deliveries.onAcknowledged(conversation, peer, author, now);
  }

  #isHeld({ room, logs }: Conversation, { owner: { author, kind }, to, newest }: OwnedClaim): boolean {
    const { durable } = logs[kind].get(author) ?? {};
    if (durable === undefined || !covers(durable, to - 1)) return false;
    const tip = tipOf(durable);
    if (tip.prefix === to) return tip.id === newest;
    const found = attempt(() => this.#parts.store.range({ room, kind, author, from: to - 1, to, maxBytes: 1 }));
    return !(found instanceof AppError) && found.some(({ entry }) => entry.id === newest);
  }
}

const isSame = (a: Acknowledged, b: Acknowledged): boolean =>
  a.prefix === b.prefix && a.run?.from === b.run?.from && a.run?.to === b.run?.to && a.read === b.read;
