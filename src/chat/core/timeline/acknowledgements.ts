import type { HaveRecord } from '../../../../common/protocol/peer/index.ts';
import type { Certificate, DeviceKey, StoredEntry } from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Acknowledged, Conversation } from '../replication/conversation.ts';
import { logKey, type PeerSession } from '../replication/peer-session.ts';

/** A peer device says that it holds more of one of my devices' content logs than before, or that more of it has been read. */
export type OnAcknowledged = (
  conversation: Conversation,
  peer: Certificate,
  device: DeviceKey,
  now: Acknowledged,
) => void;

const nothing: Acknowledged = { prefix: 0, read: 0 };

/** Hears from what peers say they hold that they have, or have read, what I wrote. */
export class Acknowledgements {
  readonly #me: Certificate;
  readonly #certificates: Certificates;
  readonly #onAcknowledged: OnAcknowledged;

  constructor(me: Certificate, certificates: Certificates, onAcknowledged: OnAcknowledged) {
    this.#me = me;
    this.#certificates = certificates;
    this.#onAcknowledged = onAcknowledged;
  }

  onHave({ certificate }: PeerSession, conversation: Conversation, { device, kind, prefix, read }: HaveRecord): void {
    if (kind !== 'content' || conversation.stored.kind === 'self') return;
    if (this.#certificates.get(device)?.identity !== this.#me.identity) return;
    const marks = conversation.acknowledged.get(certificate.device) ?? new Map<DeviceKey, Acknowledged>();
    conversation.acknowledged.set(certificate.device, marks);
    const before = marks.get(device) ?? nothing;
    const end = conversation.logs.content.get(device)?.durable.prefix ?? 0;
    const now = { prefix: larger(before.prefix, prefix, end), read: larger(before.read, read, end) };
    if (now.prefix === before.prefix && now.read === before.read) return;
    marks.set(device, now);
    this.#onAcknowledged(conversation, certificate, device, now);
  }

  /** What I wrote on another device has come here: who said before that it holds it, is heard now. */
  onStored(session: PeerSession, conversation: Conversation, entries: readonly StoredEntry[]): void {
    const said = session.theirs.get(conversation.room);
    const devices = new Set(entries.filter(({ kind }) => kind === 'content').map(({ entry }) => entry.device));
    for (const device of devices) {
      const record = said?.get(logKey(device, 'content'));
      if (record !== undefined) this.onHave(session, conversation, record);
    }
  }
}

/** Never less than before, never beyond what there is. */
const larger = (before: number, said: number, end: number): number => Math.max(before, Math.min(said, end));
