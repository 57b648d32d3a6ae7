import type { Loaded, PagedEntry, RoomKey, StoredEntry } from '../../../../common/model/index.ts';
import type { Conversation } from './conversation.ts';
import type { OwnedClaim } from './peer-claims.ts';
import type { PeerSession } from './peer-session.ts';
import type { SideWrites } from './side-writes.ts';

/**
 * A meaning of entries: keeps its own state for each conversation, and hears what happens to the logs. All hear in the order that
 * `wiring.ts` states; what one throws ends the engine, so none is ever ahead of the others.
 */
export interface Projection {
  /** Everything that was kept, once and before anything else. */
  load?(loaded: Loaded): void;
  /** Verified and about to be written. What it answers rides in the same commit, which may fail: nobody is told of it yet. */
  received?(conversation: Conversation, entries: readonly PagedEntry[]): SideWrites | undefined;
  /** A commit is made that touches the conversation: what else is to be kept with it. */
  committing?(conversation: Conversation): SideWrites | undefined;
  /** Written: mine to see. `received` came from others. `reorders`: what was shown before stands in another order now. */
  written?(conversation: Conversation, received: readonly PagedEntry[], reorders: boolean): void;
  /** These stood aside, and are mine to see now. */
  cameOut?(conversation: Conversation, entries: readonly PagedEntry[]): void;
  /** Durable: others may be told. `own` was written here. */
  durable?(conversation: Conversation, entries: readonly StoredEntry[], own: readonly PagedEntry[]): void;
  /** Nothing of a commit was kept: the logs are back where the store has them, and what came is asked for again. */
  failed?(conversation: Conversation): void;
  /** A linked device says that it holds, or that its person has read, more of these logs than before. */
  claimed?(session: PeerSession, conversation: Conversation, claims: readonly OwnedClaim[]): void;
  /** The conversation is gone, with everything in it. */
  forgotten?(room: RoomKey): void;
}

/** All projections of one account: whoever handles entries tells them here, and knows none of them. */
export class Projections {
  #inOrder: readonly Projection[] = [];

  /** Once, before anything is told. */
  register(inOrder: readonly Projection[]): void {
    this.#inOrder = inOrder;
  }

  load(loaded: Loaded): void {
    for (const one of this.#inOrder) one.load?.(loaded);
  }

  received(conversation: Conversation, entries: readonly PagedEntry[]): readonly SideWrites[] {
    return this.#inOrder.flatMap((one) => one.received?.(conversation, entries) ?? []);
  }

  committing(conversation: Conversation): readonly SideWrites[] {
    return this.#inOrder.flatMap((one) => one.committing?.(conversation) ?? []);
  }

  written(conversation: Conversation, received: readonly PagedEntry[], reorders: boolean): void {
    for (const one of this.#inOrder) one.written?.(conversation, received, reorders);
  }

  cameOut(conversation: Conversation, entries: readonly PagedEntry[]): void {
    for (const one of this.#inOrder) one.cameOut?.(conversation, entries);
  }

  durable(conversation: Conversation, entries: readonly StoredEntry[], own: readonly PagedEntry[]): void {
    for (const one of this.#inOrder) one.durable?.(conversation, entries, own);
  }

  failed(conversation: Conversation): void {
    for (const one of this.#inOrder) one.failed?.(conversation);
  }

  claimed(session: PeerSession, conversation: Conversation, claims: readonly OwnedClaim[]): void {
    for (const one of this.#inOrder) one.claimed?.(session, conversation, claims);
  }

  forgotten(room: RoomKey): void {
    for (const one of this.#inOrder) one.forgotten?.(room);
  }
}
