import type { HaveRecord } from '../../../../common/protocol/peer/index.ts';
import type { Certificate, Loaded, RoomKey, StoredEntry } from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import { logKey } from '../replication/peer-claims.ts';
import type { PeerSession } from '../replication/peer-session.ts';
import type { Projection } from '../replication/projection.ts';
import type { Deliveries } from './deliveries.ts';
import { PeerMarks, type Acknowledged } from './peer-marks.ts';

interface AcknowledgementsParts {
  readonly me: Certificate;
  readonly certificates: Certificates;
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
    for (const { room, kind, peer, device, prefix, read } of peerHave)
      if (kind === 'content') this.#marks.set(room, peer, device, { prefix, read });
  }

  claimed({ certificate }: PeerSession, conversation: Conversation, records: readonly HaveRecord[]): void {
    for (const record of records) this.#onRecord(certificate, conversation, record);
  }

  /** What I wrote on another device has come here: who said before that it holds it, is heard now. */
  durable(conversation: Conversation, entries: readonly StoredEntry[]): void {
    const devices = new Set(entries.filter(({ kind }) => kind === 'content').map(({ entry }) => entry.device));
    for (const { certificate, claims } of this.#parts.sessions()) {
      const said = claims.of(conversation.room);
      for (const device of devices) {
        const record = said?.get(logKey(device, 'content'));
        if (record !== undefined) this.#onRecord(certificate, conversation, record);
      }
    }
  }

  forgotten(room: RoomKey): void {
    this.#marks.forget(room);
  }

  #onRecord(peer: Certificate, conversation: Conversation, { device, kind, prefix, read }: HaveRecord): void {
    const { me, certificates, deliveries } = this.#parts;
    if (kind !== 'content' || conversation.stored.kind === 'self') return;
    if (certificates.get(device)?.identity !== me.identity) return;
    const before = this.#marks.get(conversation.room, peer.device, device) ?? nothing;
    const end = conversation.logs.content.get(device)?.durable.prefix ?? 0;
    const now = { prefix: larger(before.prefix, prefix, end), read: larger(before.read, read, end) };
    if (now.prefix === before.prefix && now.read === before.read) return;
    this.#marks.set(conversation.room, peer.device, device, now);
    deliveries.onAcknowledged(conversation, peer, device, now);
  }
}

/** Never less than before, never beyond what there is. */
const larger = (before: number, said: number, end: number): number => Math.max(before, Math.min(said, end));
