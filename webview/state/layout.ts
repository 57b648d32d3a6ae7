import type { Quote, Reaction, Row, Who } from '../../common/model/index.ts';
import { editOf } from './edits.ts';
import { markContext, markOfOutgoing, markOfRow, type DeliveryMark, type MarkContext } from './marks.ts';
import { asidesOf, gapsOf, type AsideItem, type MissingItem } from './gaps.ts';
import { lowerBound } from './rows.ts';
import { roomOf, type Edit, type Note, type Outgoing, type State } from './state.ts';

type EventKind = Exclude<Row['kind'], 'message' | 'deleted' | 'unreadable'>;

export interface MessageItem {
  readonly kind: 'message';
  readonly key: string;
  readonly author: Who;
  readonly own: boolean;
  readonly at: number;
  /** Absent = it was deleted, or cannot be read here. */
  readonly content?: string;
  readonly deleted?: boolean;
  /** It is about to be deleted, which can still be undone. */
  readonly undo?: boolean;
  /** Its new text is on its way, or could not be kept. */
  readonly edit?: Edit;
  /** When its text last changed. */
  readonly edited?: number;
  readonly reactions?: readonly Reaction[];
  /** What it answers. */
  readonly quote?: Quote;
  /** Whom its text may call by `@name`. */
  readonly mentions: readonly Who[];
  /** It calls me. */
  readonly mentionsMe: boolean;
  /** The outgoing message, while it is only here. */
  readonly outgoing?: Outgoing;
  /** It came late, to a place that had been read past: when, and who brought it. */
  readonly lateArrival?: Row['lateArrival'];
  /** Starts a group: shows who and when. */
  readonly first: boolean;
  readonly mark?: DeliveryMark;
  /** The newest of mine that others have: it shows who. */
  readonly last: boolean;
  /** On the last of those that wait for somebody: how many wait. */
  readonly waiting?: number;
}
export interface EventItem {
  readonly kind: 'event';
  readonly key: string;
  readonly event: EventKind;
  readonly authors: readonly Who[];
  readonly own: boolean;
  readonly at: number;
}
interface DayItem {
  readonly kind: 'day';
  readonly key: string;
  readonly at: number;
}
/** Here the unread part began. */
interface NewItem {
  readonly kind: 'new';
  readonly key: 'new';
  readonly at: number;
}
export type Item = MessageItem | EventItem | DayItem | NewItem | MissingItem | AsideItem | Note;

/** Messages of one author closer than this stand under one name, milliseconds. */
const groupWithinMs = 5 * 60_000;

/** The conversation as it is drawn: one item for each line. What is drawn as before is the same item as before. */
export const layout = (state: State): readonly Item[] => {
  const items: Item[] = [];
  const context = markContext(state.header, state.me);
  const isOfDay = days();
  const isNew = newFrom(state);
  const gaps = gapsOf(state);
  for (const line of lines(state)) {
    items.push(...(gaps.get(keyOf(line)) ?? []));
    if (!isOfDay(line.at)) items.push({ kind: 'day', key: `day:${keyOf(line)}`, at: line.at });
    if (isNew(line)) items.push({ kind: 'new', key: 'new', at: state.newSince?.at ?? line.at });
    const joined = withEvent(items.at(-1), line);
    if (joined === undefined) items.push(itemOf(state, line, items.at(-1), context));
    else items[items.length - 1] = joined;
  }
  return withWords([...items, ...(gaps.get('end') ?? []), ...asidesOf(state)]);
};

/**
 * Whether a time is of no later day than those before: days are drawn by the time that is shown, and never against the order. In a run
 * of them only a new day costs something.
 */
const days = (): ((at: number) => boolean) => {
  let to = 0;
  return (at) => {
    if (at < to) return true;
    const day = new Date(at);
    day.setHours(0, 0, 0, 0);
    to = day.setDate(day.getDate() + 1);
    return false;
  };
};

/** Whether the unread part begins with a line; what came before it must be known. */
const newFrom = ({ newSince, rows, hasOlder }: State): ((line: Line) => boolean) => {
  const at = newSince === undefined ? -1 : lowerBound(rows, newSince.order);
  const first = rows[at];
  const isKnown = at > 0 || !hasOlder || first?.order === newSince?.order;
  return (line) => isKnown && line === first;
};

type Line = Row | Outgoing | Note;
const keyOf = (line: Line): string => ('key' in line ? line.key : line.id);

/** Rows in order, each followed by what was written here after it. */
const lines = (state: State): readonly Line[] => {
  const localRows = state.localRows.filter((local) => local.room === roomOf(state));
  const out: Line[] = [];
  let next = 0;
  for (const row of state.rows) {
    for (let local = localRows[next]; local !== undefined && local.after < row.order; local = localRows[++next])
      out.push(local);
    out.push(row);
  }
  return [...out, ...localRows.slice(next)];
};

const itemOf = (state: State, line: Line, previous: Item | undefined, context: MarkContext): Item => {
  if (line.kind === 'note') return line;
  if ('key' in line) return outgoingItem(line, state, previous);
  if (line.kind === 'message' || line.kind === 'deleted' || line.kind === 'unreadable')
    return rowItem(line, state, previous, context);
  return { kind: 'event', key: line.id, event: line.kind, authors: [line.author], own: line.own, at: line.at };
};

const outgoingItem = (outgoing: Outgoing, { me, header }: State, previous: Item | undefined): MessageItem => {
  const { key, at, content, quote } = outgoing;
  const author = me ?? { identity: '', username: '' };
  const first = startsGroup(previous, author, at);
  return {
    kind: 'message',
    key,
    author,
    own: true,
    at,
    content,
    ...(quote && { quote }),
    mentions: header?.members ?? [],
    mentionsMe: false,
    outgoing,
    first,
    mark: markOfOutgoing(outgoing),
    last: false,
  };
};

interface Made {
  readonly item: MessageItem;
  readonly first: boolean;
  readonly me: string | undefined;
  readonly absent: Who | undefined;
  readonly over: MarkContext['over'];
  readonly edit: Edit | undefined;
  readonly undo: boolean;
}
const made = new WeakMap<Row, Made>();

const rowItem = (row: Row, state: State, previous: Item | undefined, context: MarkContext): MessageItem => {
  const { absent, over } = context;
  const first = startsGroup(previous, row.author, row.at);
  const me = state.me?.identity;
  const edit = editOf(state, row.id);
  const undo = row.kind === 'message' && state.deleting.includes(row.id);
  const known = made.get(row);
  const isSame =
    known?.first === first && known.me === me && known.absent?.identity === absent?.identity && known.over === over;
  if (isSame && known.edit === edit && known.undo === undo) return known.item;
  const item = amendedItem(makeItem(row, first, me, context), edit, undo);
  made.set(row, { item, first, me, absent, over, edit, undo });
  return item;
};

/** As it will be: with its new text, or without any. */
const amendedItem = (item: MessageItem, edit: Edit | undefined, undo: boolean): MessageItem => {
  if (undo) {
    const { content: _, mark: __, edited: ___, reactions: ____, ...rest } = item;
    return { ...rest, deleted: true, undo };
  }
  if (edit === undefined) return item;
  const { content, kind } = edit;
  return { ...item, edit, ...(kind === 'sending' && item.content !== undefined && { content, mark: { kind } }) };
};

const makeItem = (row: Row, first: boolean, me: string | undefined, context: MarkContext): MessageItem => {
  const { id, author, own, at, content, quote, lateArrival, edited, reactions, mentions = [] } = row;
  const mark = markOfRow(row, context);
  return {
    kind: 'message',
    key: id,
    author,
    own,
    at,
    ...(row.kind === 'message' && { content: content ?? '' }),
    ...(row.kind === 'deleted' && { deleted: true }),
    ...(edited !== undefined && { edited }),
    ...(reactions && { reactions }),
    ...(quote && { quote }),
    ...(lateArrival && { lateArrival }),
    mentions,
    mentionsMe: !own && mentions.some(({ identity }) => identity === me),
    first,
    ...(mark && { mark }),
    last: false,
  };
};

const startsGroup = (previous: Item | undefined, author: Who, at: number): boolean =>
  previous?.kind !== 'message' ||
  previous.author.identity !== author.identity ||
  Math.abs(at - previous.at) >= groupWithinMs;

/** People who come or go one after the other share a line, so that a busy room stays readable. */
const withEvent = (previous: Item | undefined, line: Line): EventItem | undefined => {
  if (previous?.kind !== 'event' || previous.event !== line.kind || previous.own || !('id' in line) || line.own)
    return undefined;
  const known = previous.authors.some((author) => author.identity === line.author.identity);
  return { ...previous, authors: known ? previous.authors : [...previous.authors, line.author] };
};

/** Who has my messages is told on the newest that others have, and how many wait on the last of those. */
const withWords = (items: Item[]): readonly Item[] => {
  const delivered = items.findLastIndex((item) => item.kind === 'message' && item.mark?.kind === 'delivered');
  const told = items[delivered];
  if (told?.kind === 'message') items[delivered] = { ...told, last: true };
  const lastWaiting = items.findLastIndex(waits);
  const last = items[lastWaiting];
  if (last?.kind === 'message') items[lastWaiting] = { ...last, waiting: items.filter(waits).length };
  return items;
};

const waits = (item: Item): boolean => item.kind === 'message' && item.mark?.kind === 'waits';
