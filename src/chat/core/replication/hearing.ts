import type { Have, HaveRecord } from '../../../../common/protocol/peer/index.ts';
import { logKey, type Certificate } from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import { ownerOf, type LogOwner } from './log-owner.ts';
import type { PeerSession } from './peer-session.ts';
import type { SyncParts } from './sync-parts.ts';

type HearingParts = Pick<
  SyncParts,
  'certificates' | 'classifier' | 'conversations' | 'fetcher' | 'haveSender' | 'policy' | 'projections' | 'onChanged'
>;

/** Takes in what linked devices say that they hold, as far as whoever speaks is heard (protocol.md, Catch-up). */
export class Hearing {
  readonly #parts: HearingParts;

  constructor(parts: HearingParts) {
    this.#parts = parts;
  }

  onHave(session: PeerSession, have: Have): void {
    const { certificates, classifier, conversations, fetcher, haveSender, policy, projections, onChanged } =
      this.#parts;
    const conversation = conversations.namedBy(have.room, session.certificate);
    const scope = conversation === undefined ? 'none' : policy.heardFrom(conversation, session.certificate);
    // nothing is remembered: who comes to hear of it later asks
    if (conversation === undefined || scope === 'none') return;
    haveSender.onHeard(session, conversation, have.ask);
    haveSender.flush(session);
    if (!session.claims.hasRoomFor(have.records.length)) return;
    const { room } = conversation;
    const ownerIn = (record: HaveRecord): LogOwner | undefined => ownerOf(certificates, conversation, record);
    const records = have.records.filter((record) => scope === 'all' || ownerIn(record)?.kind !== 'content');
    const grown = session.claims.add(room, records, ownerIn);
    // while it is catching us up, what it has brought just now is no past that had been read
    if (!fetcher.isFetching(session, room)) classifier.beforeFetch(session, conversation);
    fetcher.onHave(session, room, { ...have, records });
    if (grown.length > 0) {
      projections.claimed(session, conversation, grown);
      onChanged({ rooms: [room] });
    }
  }

  /** A certificate has come: what was said of its author's logs counts from now on. */
  onCertificate(session: PeerSession, { device }: Certificate): void {
    const { certificates, conversations, fetcher, policy, projections } = this.#parts;
    const isHeard = (conversation: Conversation, { kind }: LogOwner): boolean =>
      [kind, 'all'].includes(policy.heardFrom(conversation, session.certificate));
    for (const [conversation, claim] of session.claims.own(device, certificates, conversations, isHeard)) {
      fetcher.onClaims(session, conversation.room, [logKey(claim)]);
      projections.claimed(session, conversation, [claim]);
    }
  }
}
