import { AppError, attempt, type Later } from '../../../../common/base/index.ts';
import { decodeContent, encodeBody, type ContentBody } from '../../../../common/log/index.ts';
import { annotationCounts, annotationDenial, demandAccess, postDenial } from '../../../../common/membership/index.ts';
import {
  type AnnotationTarget,
  type Certificate,
  type EntryId,
  identityOf,
  limits,
  type PagedEntry,
  type Row,
} from '../../../../common/model/index.ts';
import type { Handlers } from '../../../../common/protocol/chat/index.ts';
import { isEmoji } from '../../../../common/text/index.ts';
import type { Memberships } from '../membership/memberships.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Committer } from '../replication/committer.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { OwnClock } from '../replication/own-clock.ts';
import type { Conversations } from '../replication/conversations.ts';
import { resolveMentions, withMentions } from './mentions.ts';
import type { Store } from '../ports.ts';
import type { BuiltRow, RowBuilder } from './row-builder.ts';
import { demandText, tooLong } from './writing.ts';

interface AnnotationCommandsParts {
  readonly me: Certificate;
  readonly store: Pick<Store, 'find'>;
  readonly certificates: Certificates;
  readonly memberships: Memberships;
  readonly conversations: Conversations;
  readonly committer: Committer;
  readonly rowBuilder: RowBuilder;
  readonly ownClock: Pick<OwnClock, 'writtenAt'>;
}

interface Target extends BuiltRow {
  readonly conversation: Conversation;
}

/**
 * Saying something about a message: editing, deleting, reacting. The answer is the message as it stands then. What cannot be
 * read or is refused is thrown, an AppError.
 */
export class AnnotationCommands {
  readonly #parts: AnnotationCommandsParts;

  constructor(parts: AnnotationCommandsParts) {
    this.#parts = parts;
  }

  /** ENTRY_UNKNOWN, NOT_AUTHOR, and what sending refuses. */
  readonly edit: Handlers['edit'] = ({ entry, content }) => {
    const target = this.#target(entry);
    const { conversation, row } = target;
    const { me, memberships, ownClock, committer } = this.#parts;
    demandAccess(annotationDenial('EDIT', memberships.standing(conversation), row));
    if (row.kind !== 'message') throw unknown();
    if (row.content === content && !committer.isPending(entry)) return row;
    demandText(content);
    const mentions = resolveMentions(content, memberships.members(conversation), me.identity);
    const at = ownClock.writtenAt(conversation.followed(me.author));
    const body = withMentions(
      (called) => ({ kind: 'EDIT', entry, content, ...(called.length > 0 && { mentions: called }), ...at }),
      mentions,
    );
    return this.#write(target, [{ body, about: { kind: 'EDIT', entry } }]);
  };

  /** My own, or in a room of mine anybody's; where I may not write, what has not reached anybody. ENTRY_UNKNOWN, NOT_AUTHOR. Deleted already: nothing happens. */
  readonly deleteMessage: Handlers['deleteMessage'] = ({ entry }) => {
    const target = this.#target(entry);
    const { conversation, row } = target;
    const message = { own: row.own, undelivered: row.delivery?.n === 0 };
    demandAccess(annotationDenial('DELETE', this.#parts.memberships.standing(conversation), message));
    if (row.kind === 'deleted') return row;
    return this.#write(target, deletionsOf(entry, this.#edits(target)));
  };

  /** ENTRY_UNKNOWN; BAD_REQUEST for what is no emoji, TOO_LARGE for too many. */
  readonly react: Handlers['react'] = ({ entry, emoji, on }) => {
    if (!isEmoji(emoji)) throw new AppError('BAD_REQUEST', 'this is not an emoji');
    const target = this.#target(entry);
    const { conversation, row, state } = target;
    demandAccess(annotationDenial('REACT', this.#parts.memberships.standing(conversation), row));
    if (row.kind === 'deleted') throw unknown();
    const mine = state.reactions.filter((reaction) => reaction.mine);
    const isSo = mine.some((reaction) => reaction.emoji === emoji) === on;
    if (isSo && !this.#parts.committer.isPending(entry)) return row;
    if (on && mine.length >= limits.emojiPerPerson)
      throw new AppError('TOO_LARGE', `a person can add at most ${limits.emojiPerPerson} reactions to a message`, {
        reason: 'reactionLimit',
      });
    const about = { kind: 'REACT', entry, emoji } as const;
    return this.#write(target, [{ body: { kind: 'REACT', entry, emoji, on }, about }]);
  };

  /** The message is deleted, but edits of it are left that whoever deleted it did not know: they go too. */
  deleteLateEdits(conversation: Conversation, entry: EntryId): void {
    // what cannot be done now is done when the message is met again
    attempt(() => {
      const target = this.#target(entry);
      demandAccess(postDenial(this.#parts.memberships.standing(conversation)));
      const edits = this.#edits(target);
      if (edits.length > 0) this.#write(target, deletionsOf(entry, edits));
    });
  }

  /** Edits that count, whose bodies are there. */
  #edits({ conversation, stored }: Target): readonly EntryId[] {
    const { store, memberships } = this.#parts;
    const message = { author: identityOf(stored.author), owner: memberships.owner(conversation) };
    return store
      .find({ room: conversation.room, editsOf: stored.entry.id })
      .filter(({ author, entry }) => entry.body !== undefined && annotationCounts('EDIT', identityOf(author), message))
      .map(({ entry }) => entry.id);
  }

  /** A message that is held. */
  #target(id: EntryId): Target {
    const [stored] = this.#parts.store.find({ ids: [id] });
    const conversation = stored && this.#parts.conversations.get(stored.room);
    const isSelf = conversation?.stored.kind === 'self';
    if (conversation === undefined || isSelf || stored?.kind !== 'content' || isAnnotation(stored)) throw unknown();
    const [built] = this.#parts.rowBuilder.build(conversation, [stored]);
    if (built === undefined) throw unknown();
    return { ...built, conversation };
  }

  /** One commit; the answer comes after the last of it. */
  #write({ conversation, stored }: Target, drafts: readonly AnnotationDraft[]): Later<Row> {
    const writes = drafts.map(
      ({ body, about }) => ({ conversation, kind: 'content', body: encodeBody(body), about }) as const,
    );
    if (writes.some(({ body }) => body.length > limits.body)) throw tooLong();
    const last = writes.map((draft) => this.#parts.committer.write(draft)).at(-1);
    if (last === undefined) throw new AppError('INTERNAL', 'there is nothing to say about the message');
    return last.map(() => this.#current(conversation, stored.entry.id));
  }

  #current(conversation: Conversation, id: EntryId): Row {
    const found = this.#parts.store.find({ ids: [id] });
    const [built] = this.#parts.rowBuilder.build(conversation, found);
    if (built === undefined) throw new AppError('INTERNAL', 'the message cannot be shown');
    return built.row;
  }
}

interface AnnotationDraft {
  readonly body: ContentBody;
  readonly about: AnnotationTarget;
}

/** As many DELETE entries as it takes to name all edits. */
const deletionsOf = (entry: EntryId, all: readonly EntryId[]): AnnotationDraft[] => {
  const parts = Array.from({ length: Math.max(1, Math.ceil(all.length / limits.deletedEdits)) }, (_, i) =>
    all.slice(i * limits.deletedEdits, (i + 1) * limits.deletedEdits),
  );
  return parts.map((edits) => ({
    body: { kind: 'DELETE', entry, ...(edits.length > 0 && { edits }) },
    about: { kind: 'DELETE', entry, edits },
  }));
};

/** It says something about another entry and is no message itself. */
const isAnnotation = ({ entry }: PagedEntry): boolean => {
  const kind = entry.body === undefined ? undefined : decodeContent(entry.body)?.kind;
  return kind !== undefined && kind !== 'MESSAGE';
};

const unknown = (): AppError => new AppError('ENTRY_UNKNOWN', 'there is no such message, or it was deleted');
