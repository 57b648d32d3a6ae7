import { AppError } from '../../../common/base/index.ts';
import { decodeContent, decodeControl, orderText } from '../../../common/log/index.ts';
import {
  limits,
  type Certificate,
  type EntryId,
  type IdentityKey,
  type OrderKey,
  type PagedEntry,
  type StoredEntry,
} from '../../../common/model/index.ts';
import type { Row, Who } from '../../../common/protocol/view/index.ts';
import type { Certificates } from './certificates.ts';
import type { Conversation } from './conversation.ts';
import type { Deliveries } from './deliveries.ts';
import type { Store } from './ports.ts';
import type { Quotes } from './quotes.ts';

/** An entry and, if it is known, its place in the order. */
export interface Line {
  readonly stored: StoredEntry;
  readonly order: OrderKey;
}

export const toLine = (stored: PagedEntry): Line => ({ stored, order: stored.order });

/** The effective clock of an entry at the end of its log is its own. */
export const atEnd = (stored: StoredEntry): PagedEntry => {
  const { clock, device, seq } = stored.entry;
  return { ...stored, order: { clock, device, seq } };
};

interface RowsParts {
  readonly me: Certificate;
  readonly store: Pick<Store, 'find'>;
  readonly certificates: Certificates;
  readonly deliveries: Deliveries;
  readonly quotes: Quotes;
  /** Milliseconds since 1970. */
  wall(): number;
}

/** Turns entries into the lines of a conversation. Control entries that say nothing to a reader give no line. */
export class Rows {
  readonly #parts: RowsParts;

  constructor(parts: RowsParts) {
    this.#parts = parts;
  }

  /** As much as is in memory. */
  of(conversation: Conversation, { stored, order }: Line): Row | undefined {
    const { me, certificates, deliveries } = this.#parts;
    const { entry, late } = stored;
    const author = certificates.get(entry.device);
    const said = stored.kind === 'content' ? this.#content(conversation, stored) : control(stored);
    if (author === undefined || said === undefined) return undefined;
    const own = author.identity === me.identity;
    return {
      id: entry.id,
      order: orderText(order),
      ...said,
      author: { identity: author.identity, username: author.username },
      own,
      at: shownAt(stored),
      ...(late ? { late } : {}),
      ...this.#arrived(stored),
      ...(order.clock.ms > this.#parts.wall() + limits.clockAhead && { ahead: true }),
      ...(own && said.kind === 'message' ? { delivery: deliveries.of(conversation, entry) } : {}),
    };
  }

  /** With what they answer, looked up at once for all of them. */
  complete(conversation: Conversation, lines: readonly Line[], done: (rows: readonly Row[]) => void): void {
    const { quotes } = this.#parts;
    for (const { stored } of lines) quotes.learn(stored);
    this.lookUp(conversation, lines, () => done(lines.flatMap((line) => this.of(conversation, line) ?? [])));
  }

  /** Brings what these answer and what is not in memory; `done` gets the lines that look different now. Not called for none. */
  lookUp(conversation: Conversation, lines: readonly Line[], done: (changed: readonly Line[]) => void): void {
    const { quotes, store } = this.#parts;
    const { room } = conversation;
    const open = lines.flatMap((line) => {
      const id = answered(line.stored);
      return id === undefined || quotes.get(room, id) !== undefined ? [] : [{ id, line }];
    });
    if (open.length === 0) return done([]);
    store.find({ room, ids: [...new Set(open.map(({ id }) => id))] }, (found) => {
      if (!(found instanceof AppError)) for (const stored of found) quotes.learn(stored);
      for (const { id, line } of open) if (quotes.get(room, id) === undefined) quotes.wait(id, line);
      done(open.filter(({ id }) => quotes.get(room, id) !== undefined).map(({ line }) => line));
    });
  }

  #content(conversation: Conversation, { entry }: StoredEntry): Said {
    const body = entry.body === undefined ? undefined : decodeContent(entry.body);
    if (body === undefined) return { kind: 'unreadable' };
    const { content, replyTo, mentions } = body;
    const called = new Set(mentions ?? []);
    const known = [...called].flatMap((identity) => this.#who(conversation, identity) ?? []);
    return {
      kind: 'message',
      content,
      ...(replyTo && { quote: this.#parts.quotes.get(conversation.room, replyTo) ?? { id: replyTo } }),
      ...(known.length > 0 && { mentions: known }),
    };
  }

  #arrived({ through, received }: StoredEntry): Pick<Row, 'arrived'> {
    const by = through && this.#parts.certificates.get(through)?.username;
    return by === undefined ? {} : { arrived: { at: received, through: by } };
  }

  #who(conversation: Conversation, identity: IdentityKey): Who | undefined {
    const { certificates } = this.#parts;
    const [device] = certificates.devicesOf(identity);
    const known = device === undefined ? undefined : certificates.get(device)?.username;
    const username = conversation.members().get(identity) ?? known;
    return username === undefined ? undefined : { identity, username };
  }
}

/** When a message was written, as far as that can be believed, milliseconds since 1970. */
export const shownAt = ({ entry, received }: StoredEntry): number =>
  Math.min(entry.clock.ms, received + limits.clockAhead);

/** What a reply answers. */
const answered = ({ kind, entry }: StoredEntry): EntryId | undefined =>
  kind === 'content' && entry.body !== undefined ? decodeContent(entry.body)?.replyTo : undefined;

type Said = Pick<Row, 'kind' | 'content' | 'quote' | 'mentions'>;

const lines = { GENESIS: 'created', JOIN: 'joined', LEAVE: 'left', CLOSE: 'closed' } as const;

const control = ({ entry }: StoredEntry): Said | undefined => {
  const body = entry.body === undefined ? undefined : decodeControl(entry.body);
  if (body === undefined || !(body.kind in lines)) return undefined;
  return { kind: lines[body.kind as keyof typeof lines] };
};
