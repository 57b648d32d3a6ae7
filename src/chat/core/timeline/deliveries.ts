import { AppError, attempt, type Disposable, type Env, Coalescer } from '../../../../common/base/index.ts';
import {
  identityOf,
  limits,
  type AuthorKey,
  type Certificate,
  type Delivery,
  type IdentityKey,
  type LastRise,
  type Loaded,
  type PeerHave,
  type RoomKey,
  type StoredEntry,
  type Who,
} from '../../../../common/model/index.ts';
import type { Memberships } from '../membership/memberships.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Committer } from '../replication/committer.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Projection } from '../replication/projection.ts';
import type { ChatEvent } from '../../../../common/protocol/chat/index.ts';
import type { Store } from '../ports.ts';
import type { Audiences } from './audiences.ts';
import { holds, nothingAcknowledged, PeerMarks, type Acknowledged } from './peer-marks.ts';

/** Milliseconds between two commits of receipts, at least; and until the next try where nothing can be kept. */
const saveInterval = 100;
const retryAfter = 5000;

/** Marks of more entries than these, told at once, are left to the next look at the page. */
const maxTold = 256;

/** What is shown of an acknowledgement, and when it rose last. */
type Receipt = Acknowledged & Pick<PeerHave, 'prefixRise' | 'readRise'>;

interface DeliveriesParts {
  readonly me: Certificate;
  readonly store: Pick<Store, 'range'>;
  readonly certificates: Certificates;
  readonly memberships: Memberships;
  readonly committer: Committer;
  readonly audiences: Audiences;
  readonly emit: (event: ChatEvent) => void;
  /** Whoever hides what he reads does not see what others read. */
  mayShowReads(): boolean;
}

/** What a peer device said, on its way to the disk. */
interface Unsaved {
  readonly conversation: Conversation;
  readonly peer: Certificate;
  readonly author: AuthorKey;
  readonly now: Receipt;
}

/**
 * Who holds my messages, from what peer devices say themselves. A receipt is counted over those who were members when the message was
 * committed here, and shown once it is durable: nothing that comes later, and no restart, takes it back.
 */
export class Deliveries implements Projection, Disposable {
  readonly #env: Pick<Env, 'clock'>;
  readonly #parts: DeliveriesParts;
  /** As far as it is durable: nothing else is shown, for what is shown is never taken back. */
  readonly #receipts = new PeerMarks<Receipt>();
  readonly #unsaved = new Map<string, Unsaved>();
  readonly #saving: Coalescer;
  #savedAt = -Infinity;
  #disposed = false;

  constructor(env: Pick<Env, 'clock'>, parts: DeliveriesParts) {
    this.#env = env;
    this.#saving = new Coalescer(env.clock, saveInterval, () => this.#saveUnlessPaused());
    this.#parts = parts;
  }

  load({ peerHave }: Pick<Loaded, 'peerHave'>): void {
    for (const { room, kind, peer, author, ...receipt } of peerHave)
      if (kind === 'content') this.#receipts.set(room, peer, author, receipt);
  }

  forgotten(room: RoomKey): void {
    this.#receipts.forget(room);
  }

  /** A peer device says more of my device's content entries. */
  onAcknowledged(conversation: Conversation, peer: Certificate, author: AuthorKey, acknowledged: Acknowledged): void {
    const key = `${conversation.room}${peer.author}${author}`;
    const before = this.#unsaved.get(key)?.now ?? this.#receiptOf(conversation, peer.author, author);
    const at = this.#env.clock.wall();
    const rise = (from: number, to: number, last: LastRise): LastRise => (to > from ? { from, at } : last);
    const now = {
      ...acknowledged,
      prefixRise: rise(before.prefix, acknowledged.prefix, before.prefixRise),
      readRise: rise(before.read, acknowledged.read, before.readRise),
    };
    this.#unsaved.set(key, { conversation, peer, author, now });
    this.#saving.request(Math.max(0, this.#savedAt + saveInterval - this.#env.clock.mono()));
  }

  /** Delivered to a user = one of his devices says that it holds the entry, or that he has read it. */
  of(conversation: Conversation, { author, entry: { seq }, audience }: StoredEntry): Delivery {
    const { me, audiences, memberships } = this.#parts;
    const mayShowReads = this.#parts.mayShowReads();
    const held = new Map<IdentityKey, number | undefined>();
    const read = new Map<IdentityKey, number | undefined>();
    for (const [peer, receipts] of this.#receipts.of(conversation.room)) {
      const identity = identityOf(peer);
      const receipt = receipts.get(author);
      if (receipt === undefined) continue;
      if (holds(receipt, seq)) held.set(identity, earlier(held.get(identity), heldAt(receipt, seq)));
      if (mayShowReads && receipt.read > seq)
        read.set(identity, earlier(read.get(identity), within(receipt.readRise, seq)));
    }
    const list =
      audiences.of(conversation.room, audience) ??
      [...memberships.members(conversation).keys()].filter((one) => one !== me.identity);
    const all = list
      .map((identity) => ({ identity, username: this.#nameOf(conversation, identity) }))
      .toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
    const users = all.filter(({ identity }) => held.has(identity));
    const readBy = all.filter(({ identity }) => read.has(identity));
    const open = all.filter(({ identity }) => !held.has(identity));
    const at = list.flatMap((identity) => {
      const when = read.has(identity) ? read.get(identity) : held.get(identity);
      return when === undefined ? [] : [[identity, when] as const];
    });
    return {
      n: users.length,
      m: all.length,
      users,
      ...(readBy.length > 0 && { readBy }),
      ...(open.length > 0 && { open }),
      ...(at.length > 0 && { at: Object.fromEntries(at) }),
    };
  }

  /** What waits is handed to the committer, which ends after this. */
  dispose(): void {
    this.#disposed = true;
    this.#saving.dispose();
    if (this.#unsaved.size > 0) this.#save();
  }

  #nameOf(conversation: Conversation, identity: IdentityKey): string {
    const { certificates, memberships } = this.#parts;
    const [author] = certificates.authorsOf(identity);
    const known = author === undefined ? undefined : certificates.get(author)?.username;
    return memberships.members(conversation).get(identity) ?? known ?? identity.slice(0, 6);
  }

  #receiptOf({ room }: Conversation, peer: AuthorKey, author: AuthorKey): Receipt {
    return this.#receipts.get(room, peer, author) ?? nothing;
  }

  #saveUnlessPaused(): void {
    if (this.#parts.committer.isPaused) this.#saving.request(retryAfter);
    else this.#save();
  }

  #save(): void {
    this.#savedAt = this.#env.clock.mono();
    const saved = [...this.#unsaved];
    this.#unsaved.clear();
    const peerHave = saved.map(([, { conversation, peer, author, now }]): PeerHave => ({
      room: conversation.room,
      peer: peer.author,
      author,
      kind: 'content',
      ...now,
    }));
    // the mark outlives the certificate's first entry, and without the certificate it is nobody's
    const certificates = [...new Set(peerHave.map((one) => one.peer))].flatMap((one) =>
      this.#parts.certificates.takeUnsaved(one),
    );
    this.#parts.committer.addSideWrites({
      peerHave,
      certificates,
      settled: (kept) => {
        if (kept) for (const [, one] of saved) this.#show(one);
        else this.#again(saved);
      },
    });
  }

  /** It could not be kept, and is not shown yet. */
  #again(saved: readonly (readonly [string, Unsaved])[]): void {
    for (const [key, one] of saved) if (!this.#unsaved.has(key)) this.#unsaved.set(key, one);
    this.#saving.request(retryAfter);
  }

  #show({ conversation, peer, author, now }: Unsaved): void {
    const before = this.#receiptOf(conversation, peer.author, author);
    this.#receipts.set(conversation.room, peer.author, author, now);
    if (peer.identity === this.#parts.me.identity || this.#disposed) return;
    const { room } = conversation;
    const risen = [
      [before.prefix, now.prefix],
      [before.read, now.read],
      now.run?.to === before.run?.to ? [0, 0] : [now.run?.from ?? 0, now.run?.to ?? 0],
    ].filter(([was = 0, is = 0]) => is > was);
    if (risen.length === 0) return;
    const from = Math.min(...risen.map(([was = 0]) => was));
    const to = Math.max(...risen.map(([, is = 0]) => is));
    const first = Math.max(from, to - maxTold);
    const query = { room, author, kind: 'content', from: first, to, maxBytes: limits.runBytes } as const;
    const found = attempt(() => this.#parts.store.range(query));
    if (found instanceof AppError) return;
    for (const stored of found) {
      const { entry } = stored;
      if (entry.seq >= to) continue;
      this.#parts.emit({ type: 'delivery', room, entry: entry.id, delivery: this.of(conversation, stored) });
    }
  }
}

const never: LastRise = { from: 0, at: 0 };
const nothing: Receipt = { ...nothingAcknowledged, prefixRise: never, readRise: never };

/** When a count rose above an entry, if that was its last rise. */
const within = ({ from, at }: LastRise, seq: number): number | undefined => (seq >= from && at > 0 ? at : undefined);

/** Whoever has read something has it. */
const heldAt = ({ prefix, read, prefixRise, readRise }: Receipt, seq: number): number | undefined => {
  if (prefix > seq) return within(prefixRise, seq);
  return read > seq ? within(readRise, seq) : undefined;
};

/** Of two devices of somebody the first counts. */
const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

/** In the order of names; of one name in that of keys. */
const textOf = ({ username, identity }: Who): string => `${username}\n${identity}`;
