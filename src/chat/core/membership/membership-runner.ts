import type { Disposable, Env } from '../../../../common/base/index.ts';
import { covers, type NameAuthority } from '../../../../common/log/index.ts';
import { evaluate, readOperation, type Membership, type Operation } from '../../../../common/membership/index.ts';
import {
  authorKey,
  type IdentityKey,
  type Loaded,
  type PagedEntry,
  type RoomKey,
  type StoredEntry,
} from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Projection } from '../replication/projection.ts';
import type { Memberships } from './memberships.ts';

const interval = 1000;

interface MembershipRunnerParts {
  readonly env: Pick<Env, 'clock' | 'crypto'>;
  readonly authority: NameAuthority;
  readonly certificates: Pick<Certificates, 'get' | 'names'>;
  readonly conversations: Conversations;
  readonly memberships: Memberships;
  /** Who is in it, or may come in, is another now. */
  readonly onChanged: (conversation: Conversation) => void;
}

/**
 * Who is in each room, from its control entries. Runs `evaluate` when some come in: at once if the room's last run is a second old,
 * else when it is.
 */
export class MembershipRunner implements Projection, Disposable {
  readonly #parts: MembershipRunnerParts;
  readonly #lastRun = new Map<RoomKey, number>();
  readonly #waiting = new Map<RoomKey, Disposable>();

  constructor(parts: MembershipRunnerParts) {
    this.#parts = parts;
  }

  load({ control }: Pick<Loaded, 'control'>): void {
    const { conversations } = this.#parts;
    for (const [room, entries] of Map.groupBy(control, (stored) => stored.room)) {
      const conversation = conversations.get(room);
      if (conversation !== undefined) this.#add(conversation, entries);
    }
    for (const conversation of conversations.all) this.#evaluate(conversation);
  }

  /** What is verified counts at once: the next run is judged by it. */
  received(conversation: Conversation, entries: readonly PagedEntry[]): undefined {
    // a run is of one log
    if (entries[0]?.kind !== 'control') return;
    this.#add(conversation, entries);
    this.#schedule(conversation);
  }

  durable(conversation: Conversation, _: readonly StoredEntry[], own: readonly PagedEntry[]): void {
    const control = own.filter(({ kind }) => kind === 'control');
    if (control.length === 0) return;
    this.#add(conversation, control);
    this.evaluateNow(conversation);
  }

  failed(conversation: Conversation): void {
    this.#change(conversation, (operations) =>
      operations.filter(({ entry, author }) =>
        covers(conversation.log('control', authorKey({ ...author, device: entry.device })).written, entry.seq),
      ),
    );
    this.evaluateNow(conversation);
  }

  forgotten(room: RoomKey): void {
    this.#waiting.get(room)?.dispose();
    this.#waiting.delete(room);
    this.#lastRun.delete(room);
  }

  /** Evaluates now, for somebody who is about to sign or to show the result. */
  evaluateNow(conversation: Conversation): void {
    const { env, onChanged } = this.#parts;
    this.forgotten(conversation.room);
    this.#lastRun.set(conversation.room, env.clock.mono());
    const { memberships } = this.#parts;
    const before = fingerprint(memberships.of(conversation));
    this.#evaluate(conversation);
    if (fingerprint(memberships.of(conversation)) !== before) onChanged(conversation);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) timer.dispose();
    this.#waiting.clear();
  }

  #schedule(conversation: Conversation): void {
    if (this.#waiting.has(conversation.room)) return;
    const { clock } = this.#parts.env;
    const wait = (this.#lastRun.get(conversation.room) ?? -interval) + interval - clock.mono();
    if (wait <= 0) return this.evaluateNow(conversation);
    this.#waiting.set(
      conversation.room,
      clock.setTimer(wait, () => this.evaluateNow(conversation)),
    );
  }

  #evaluate(conversation: Conversation): void {
    if (!conversation.has('control')) return;
    const { env, memberships } = this.#parts;
    const operations = memberships.operations(conversation);
    memberships.set(conversation, { operations, membership: evaluate(env.crypto, conversation.room, operations) });
  }

  #add(conversation: Conversation, control: readonly StoredEntry[]): void {
    const added = control.flatMap((stored) => this.#operation(stored) ?? []);
    this.#change(conversation, (operations) => [...operations, ...added]);
  }

  /** Counts with the next evaluation. */
  #change(conversation: Conversation, change: (operations: readonly Operation[]) => readonly Operation[]): void {
    const { memberships } = this.#parts;
    const operations = change(memberships.operations(conversation));
    memberships.set(conversation, { operations, membership: memberships.of(conversation) });
  }

  /** A control entry as `evaluate` takes it; undefined while its author's certificate is missing. */
  #operation({ author: key, entry }: StoredEntry): Operation | undefined {
    const { authority, certificates, env } = this.#parts;
    const author = certificates.get(key);
    if (author === undefined) return undefined;
    const operation = readOperation({ crypto: env.crypto, authority }, entry, author);
    const { added } = operation;
    if (added === undefined) return operation;
    return {
      ...operation,
      added: { ...added, username: certificates.names.learn(added.identity, added.username, 'record') },
    };
  }
}

/** What of a membership others can notice, as text. */
const fingerprint = (membership: Membership | undefined): string => {
  if (membership === undefined) return '';
  const { closed, newer, members, waiting } = membership;
  return `${closed} ${newer} ${sorted(members.keys())} ${sorted(waiting.keys())}`;
};

const sorted = (ids: Iterable<IdentityKey>): string => [...ids].sort().join();
