import { AppError, attempt, type Disposable, type Env } from '../../../../common/base/index.ts';
import {
  limits,
  type Certificate,
  type Delivery,
  type DeviceKey,
  type Entry,
  type EntryId,
  type IdentityKey,
  type PeerHave,
} from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Committer } from '../replication/committer.ts';
import type { Acknowledged, Conversation } from '../replication/conversation.ts';
import type { Store } from '../ports.ts';

const saveDelay = 1000;

/** Marks of more entries than these, told at once, are left to the next look at the page. */
const toldMost = 256;

interface DeliveriesParts {
  readonly me: Certificate;
  readonly store: Store;
  readonly certificates: Certificates;
  readonly committer: Committer;
  /** Whoever hides what he reads does not see what others read. */
  mayShowReads(): boolean;
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

  /** A peer device says more of my device's content entries. */
  onAcknowledged(
    conversation: Conversation,
    peer: Certificate,
    device: DeviceKey,
    before: Acknowledged,
    now: Acknowledged,
  ): void {
    this.#save({ room: conversation.room, peer: peer.device, device, kind: 'content', ...now });
    if (peer.identity === this.#parts.me.identity) return;
    const { room } = conversation;
    const parts = (['prefix', 'read'] as const).filter((part) => now[part] > before[part]);
    const from = Math.min(...parts.map((part) => before[part]));
    const to = Math.max(...parts.map((part) => now[part]));
    const first = Math.max(from, to - toldMost);
    const query = { room, device, kind: 'content', from: first, to, maxBytes: limits.runBytes } as const;
    const found = attempt(() => this.#parts.store.range(query));
    if (found instanceof AppError) return;
    for (const { entry } of found) {
      if (entry.seq < to) this.#onDelivered(conversation, entry.id, this.of(conversation, entry));
    }
  }

  /** Delivered to a user = one of his devices says that it holds the entry, or that he has read it. */
  of(conversation: Conversation, { device, seq }: Pick<Entry, 'device' | 'seq'>): Delivery {
    const holders = new Set<IdentityKey>();
    const readers = new Set<IdentityKey>();
    for (const [peer, marks] of conversation.acknowledged) {
      const identity = this.#parts.certificates.get(peer)?.identity;
      const { prefix = 0, read = 0 } = marks.get(device) ?? {};
      if (identity === undefined) continue;
      if (prefix > seq || read > seq) holders.add(identity);
      if (read > seq) readers.add(identity);
    }
    const others = [...conversation.members()].filter(([identity]) => identity !== this.#parts.me.identity);
    const namesOf = (some: ReadonlySet<IdentityKey>): string[] =>
      others.filter(([identity]) => some.has(identity)).map(([, username]) => username);
    const users = namesOf(holders);
    const readBy = this.#parts.mayShowReads() ? namesOf(readers) : [];
    return { n: users.length, m: others.length, users, ...(readBy.length > 0 ? { readBy } : {}) };
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  /** A loss in a crash costs nothing: the next HAVE says it again. So this waits for company. */
  #save(have: PeerHave): void {
    this.#unsaved.set(`${have.room}${have.peer}${have.device}`, have);
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
