import { AppError, type Disposable, type Env } from '../../../common/base/index.ts';
import {
  limits,
  type Certificate,
  type DeviceKey,
  type Entry,
  type EntryId,
  type IdentityKey,
  type PeerHave,
} from '../../../common/model/index.ts';
import type { Delivery } from '../../../common/protocol/view/index.ts';
import type { Certificates } from './certificates.ts';
import type { Committer } from './committer.ts';
import type { Conversation } from './conversation.ts';
import type { Store } from './ports.ts';

const saveDelay = 1000;

/** Marks of more entries than these, told at once, are left to the next look at the page. */
const toldMost = 256;

interface DeliveriesParts {
  readonly me: Certificate;
  readonly store: Store;
  readonly certificates: Certificates;
  readonly committer: Committer;
}

/** Who holds my messages, from what peer devices say themselves. Kept on disk for the marks after a restart. */
export class Deliveries implements Disposable {
  readonly #env: Pick<Env, 'clock'>;
  readonly #parts: DeliveriesParts;
  readonly #onDelivered: (conversation: Conversation, entry: EntryId, delivery: Delivery) => void;
  readonly #unsaved = new Map<string, PeerHave>();
  #timer: Disposable | undefined;

  constructor(
    env: Pick<Env, 'clock'>,
    parts: DeliveriesParts,
    onDelivered: (conversation: Conversation, entry: EntryId, delivery: Delivery) => void,
  ) {
    this.#env = env;
    this.#parts = parts;
    this.#onDelivered = onDelivered;
  }

  /** A peer device says that it holds my device's content entries up to `to`. */
  onAcknowledged(conversation: Conversation, peer: Certificate, device: DeviceKey, from: number, to: number): void {
    this.#save(conversation, peer, device, to);
    if (peer.identity === this.#parts.me.identity) return;
    const { room } = conversation;
    const first = Math.max(from, to - toldMost);
    this.#parts.store.range({ room, device, kind: 'content', from: first, to, maxBytes: limits.runBytes }, (answer) => {
      if (answer instanceof AppError) return;
      for (const { entry } of answer) {
        if (entry.seq < to) this.#onDelivered(conversation, entry.id, this.of(conversation, entry));
      }
    });
  }

  /** Delivered to a user = at least one of his devices says that it holds the entry. */
  of(conversation: Conversation, { device, seq }: Pick<Entry, 'device' | 'seq'>): Delivery {
    const holders = new Set<IdentityKey>();
    for (const [peer, marks] of conversation.acknowledged) {
      const identity = this.#parts.certificates.get(peer)?.identity;
      if (identity !== undefined && (marks.get(device) ?? 0) > seq) holders.add(identity);
    }
    const others = [...conversation.members()].filter(([identity]) => identity !== this.#parts.me.identity);
    const users = others.filter(([identity]) => holders.has(identity)).map(([, username]) => username);
    return { n: users.length, m: others.length, users };
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  /** A loss in a crash costs nothing: the next HAVE says it again. So this waits for company. */
  #save(conversation: Conversation, peer: Certificate, device: DeviceKey, prefix: number): void {
    const have: PeerHave = { room: conversation.room, peer: peer.device, device, kind: 'content', prefix, read: 0 };
    this.#unsaved.set(`${conversation.room}${peer.device}${device}`, have);
    this.#timer ??= this.#env.clock.after(saveDelay, () => {
      this.#timer = undefined;
      const peerHave = [...this.#unsaved.values()];
      this.#unsaved.clear();
      // the mark outlives the certificate's first entry, and without the certificate it is nobody's
      const certificates = [...new Set(peerHave.map((one) => one.peer))].flatMap((one) =>
        this.#parts.certificates.toSave(one),
      );
      this.#parts.committer.note({ peerHave, certificates });
    });
  }
}
