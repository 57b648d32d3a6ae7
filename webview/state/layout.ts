import type { Quote, Row, Who } from '../../common/protocol/view/index.ts';
import { absentPartner, isRead, markOfOutgoing, markOfRow, type Mark } from './marks.ts';
import { roomOf, type Note, type Outgoing, type State } from './state.ts';

type EventKind = Exclude<Row['kind'], 'message' | 'unreadable'>;

export interface MessageItem {
  readonly kind: 'message';
  readonly key: string;
  readonly author: Who;
  readonly own: boolean;
  readonly at: number;
  /** Absent = it cannot be read here. */
  readonly content?: string;
  /** What it answers. */
  readonly quote?: Quote;
  /** Whom its text may call by `@name`. */
  readonly mentions: readonly Who[];
  /** It calls me. */
  readonly callsMe: boolean;
  /** The outgoing message, while it is only here. */
  readonly outgoing?: Outgoing;
  /** Starts a group: shows who and when. */
  readonly first: boolean;
  readonly mark?: Mark;
  /** Says its mark in words: the newest delivered one only. */
  readonly word: boolean;
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
export type Item = MessageItem | EventItem | DayItem | Note;

/** Messages of one author closer than this stand under one name, milliseconds. */
const together = 5 * 60_000;

/** The conversation as it is drawn: one item for each line. */
export const layout = (state: State): readonly Item[] => {
  const items: Item[] = [];
  for (const line of lines(state)) {
    if (!sameDay(items.at(-1), line.at)) items.push({ kind: 'day', key: `day:${keyOf(line)}`, at: line.at });
    const joined = withEvent(items.at(-1), line);
    if (joined === undefined) items.push(itemOf(state, line, items.at(-1)));
    else items[items.length - 1] = joined;
  }
  return withWords(items);
};

type Line = Row | Outgoing | Note;
const keyOf = (line: Line): string => ('key' in line ? line.key : line.id);

/** Rows in order, each followed by what was written here after it. */
const lines = (state: State): readonly Line[] => {
  const locals = state.locals.filter((local) => local.room === roomOf(state));
  const out: Line[] = [];
  let next = 0;
  for (const row of state.rows) {
    for (let local = locals[next]; local !== undefined && local.after < row.order; local = locals[++next])
      out.push(local);
    out.push(row);
  }
  return [...out, ...locals.slice(next)];
};

const itemOf = (state: State, line: Line, previous: Item | undefined): Item => {
  if (line.kind === 'note') return line;
  if ('key' in line) return outgoingItem(line, state, previous);
  if (line.kind === 'message' || line.kind === 'unreadable') return rowItem(line, state, previous);
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
    callsMe: false,
    outgoing,
    first,
    mark: markOfOutgoing(outgoing),
    word: false,
  };
};

const rowItem = (row: Row, state: State, previous: Item | undefined): MessageItem => {
  const { id, author, own, at, content, quote, mentions = [] } = row;
  const mark = markOfRow(row, absentPartner(state.header, state.me));
  return {
    kind: 'message',
    key: id,
    author,
    own,
    at,
    ...(row.kind === 'message' && { content: content ?? '' }),
    ...(quote && { quote }),
    mentions,
    callsMe: !own && mentions.some(({ identity }) => identity === state.me?.identity),
    first: startsGroup(previous, author, at),
    ...(mark && { mark }),
    word: false,
  };
};

const startsGroup = (previous: Item | undefined, author: Who, at: number): boolean =>
  previous?.kind !== 'message' ||
  previous.author.identity !== author.identity ||
  Math.abs(at - previous.at) >= together;

const sameDay = (previous: Item | undefined, at: number): boolean =>
  previous !== undefined && new Date(previous.at).toDateString() === new Date(at).toDateString();

/** People who come or go one after the other share a line, so that a busy room stays readable. */
const withEvent = (previous: Item | undefined, line: Line): EventItem | undefined => {
  if (previous?.kind !== 'event' || previous.event !== line.kind || previous.own || !('id' in line) || line.own)
    return undefined;
  const known = previous.authors.some((author) => author.identity === line.author.identity);
  return { ...previous, authors: known ? previous.authors : [...previous.authors, line.author] };
};

const withWords = (items: readonly Item[]): readonly Item[] => {
  const delivered = items.findLastIndex(
    (item) => item.kind === 'message' && item.mark?.kind === 'delivered' && !isRead(item.mark),
  );
  const waits = (item: Item): boolean => item.kind === 'message' && item.mark?.kind === 'waits';
  const lastWaiting = items.findLastIndex(waits);
  const waiting = items.filter(waits).length;
  return items.map((item, index) => {
    if (item.kind !== 'message') return item;
    if (index === delivered) return { ...item, word: true };
    return index === lastWaiting ? { ...item, waiting } : item;
  });
};
