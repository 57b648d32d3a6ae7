import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatState, Conversation, ListedRoom, Person } from '../../../common/protocol/chat/index.ts';
import { fold, foldName } from '../../../common/text/index.ts';
import { t } from '../text.ts';
import { needingAttention, mentionText, unreadText } from './attention.ts';
import { listedIn } from './conversation-list.ts';
import { conversationIcon, mutedText, readOnlyText } from './conversation-text.ts';
import { digitsBeside } from './name-text.ts';
import { nameProblem } from './inputs.ts';
import { escapeIcons } from './escape.ts';
import { presenceIcons, presenceText } from './presence.ts';
import { byName, join } from './tree-node.ts';

/** What the quick switcher leads to. */
export type SwitcherTarget =
  | { readonly room: RoomKey }
  /** An identity, or the name of somebody who is not known here. */
  | { readonly user: string }
  | { readonly join: RoomKey }
  | { readonly create: string }
  | { readonly link: string }
  | 'create'
  | 'join';

/** A line of a pick list. */
export interface SwitcherItem {
  /** With a codicon. */
  readonly label: string;
  readonly description: string;
  readonly target: SwitcherTarget;
}

export interface SwitcherGroup {
  readonly label: string;
  readonly items: readonly SwitcherItem[];
}

/** What has been typed. `#` before it means a room, `@` a person. */
export interface SwitcherQuery {
  readonly name: string;
  readonly kind: 'room' | 'person' | 'any';
}

const any: SwitcherQuery = { name: '', kind: 'any' };

export const parseQuery = (text: string): SwitcherQuery => {
  const kind = text.startsWith('#') ? 'room' : 'person';
  return /^[#@]/.test(text) ? { name: text.slice(1).trim(), kind } : { name: text.trim(), kind: 'any' };
};

/** Each part of what was typed stands somewhere in the name, case and accents apart. */
export const matches = (name: string, typed: string): boolean => {
  const folded = fold(name);
  return fold(typed)
    .split(/\s+/)
    .every((part) => folded.includes(part));
};

/**
 * What asks to be read, then what was used last, then everybody without a conversation; of all of them those whose name has what was
 * typed in it. A group without lines is left out.
 */
export const switcherItems = (
  chat: ChatState | undefined,
  offered: (one: Conversation) => boolean = () => true,
  typed: SwitcherQuery = any,
): readonly SwitcherGroup[] => {
  const fits = (one: Conversation): boolean =>
    offered(one) && typed.kind !== (one.kind === 'group' ? 'person' : 'room') && matches(one.name, typed.name);
  const urgent = needingAttention(chat).filter(fits);
  const others = recentFirst(chat).filter((one) => fits(one) && !urgent.includes(one));
  const item = (one: Conversation): SwitcherItem => ({ ...conversationItem(one, chat), target: { room: one.room } });
  const people = typed.kind === 'room' ? [] : strangers(chat).filter(({ username }) => matches(username, typed.name));
  return [
    { label: t('unread'), items: urgent.map(item) },
    { label: t('recent'), items: others.map(item) },
    { label: t('people'), items: people.map((one) => personItem(one, chat)) },
  ].filter(({ items }) => items.length > 0);
};

/** What can come of a name beside opening what it is of: joining a room, writing to somebody unknown here, a new room. */
export const switcherOffers = (chat: ChatState | undefined, { name, kind }: SwitcherQuery): readonly SwitcherItem[] => {
  if (!chat?.account || name === '') return [];
  const connected = chat.connection.state === 'connected';
  const rooms = kind === 'person' ? [] : chat.discover.filter((one) => matches(one.name, name)).map(listedItem);
  if (nameProblem(name) !== undefined || !connected) return rooms;
  const wanted = foldName(name);
  const isPerson = chat.people.some(({ username }) => foldName(username) === wanted);
  const isRoom = [...chat.conversations, ...chat.discover].some(
    (one) => !('kind' in one && one.kind === 'direct') && foldName(one.name) === wanted,
  );
  return [
    ...rooms,
    ...(isPerson || kind === 'room' ? [] : [messageItem(name)]),
    ...(isRoom || kind === 'person' ? [] : [createItem(name)]),
  ];
};

const listedItem = ({ room, name, online, total }: ListedRoom): SwitcherItem => ({
  label: `$(sign-in) ${t('Join #{0}', escapeIcons(name))}`,
  description: t('{0} of {1} online', online, total),
  target: { join: room },
});

const messageItem = (name: string): SwitcherItem => ({
  label: `$(comment) ${t('Message {0}', escapeIcons(name))}`,
  description: '',
  target: { user: name },
});

const createItem = (name: string): SwitcherItem => ({
  label: `$(add) ${t('Create #{0}', escapeIcons(name))}`,
  description: t('Anyone on this tracker can join'),
  target: { create: name },
});

/** Of whom a direct conversation is with, where others have the name too. */
const digitsOf = ({ kind, members }: Conversation, chat: ChatState | undefined): readonly string[] =>
  kind === 'group'
    ? []
    : members.map(({ identity }) => (identity === chat?.account?.identity ? '' : digitsBeside(chat, identity)));

export const conversationItem = (one: Conversation, chat: ChatState | undefined): Omit<SwitcherItem, 'target'> => {
  const icon = conversationIcon(one, chat ?? {}).id;
  return {
    label: `$(${icon}) ${escapeIcons(one.name)}`,
    description: join([
      ...digitsOf(one, chat),
      readOnlyText(one.readOnly),
      mutedText(one),
      mentionText(one.mentions),
      unreadText(one.unread),
    ]),
  };
};

export const personItem = ({ identity, username, presence }: Person, chat: ChatState | undefined): SwitcherItem => ({
  label: `$(${presenceIcons[presence].id}) ${escapeIcons(username)}`,
  description: join([digitsBeside(chat, identity), presenceText(presence)]),
  target: { user: identity },
});

/** The one on screen first, if it is known, then those with the newest messages. */
export const recentFirst = (chat: ChatState | undefined, current?: RoomKey): readonly Conversation[] =>
  listedIn(chat).toSorted(
    (a, b) => Number(b.room === current) - Number(a.room === current) || b.lastAt - a.lastAt || byName(a.name, b.name),
  );

/** People to whom no direct conversation leads yet; those who are here first. */
const strangers = (chat: ChatState | undefined): readonly Person[] => {
  const known = new Set(
    listedIn(chat)
      .filter(({ kind }) => kind === 'direct')
      .flatMap(({ members }) => members.map(({ identity }) => identity)),
  );
  return (chat?.people ?? []).filter(({ me, identity }) => !me && !known.has(identity)).toSorted(onlineFirst);
};

export const onlineFirst = (a: Person, b: Person): number =>
  Number(b.presence !== 'offline') - Number(a.presence !== 'offline') || byName(a.username, b.username);
