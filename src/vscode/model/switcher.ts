import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatState, Conversation, Person } from '../../../common/protocol/chat/index.ts';
import { foldName } from '../../../common/text/index.ts';
import { t } from '../text.ts';
import { calling, mentionWords, unreadWords } from './calls.ts';
import { conversationIcon, readOnlyWords } from './conversation-words.ts';
import { noIcons } from './plain.ts';
import { presenceIcons, presenceWord } from './presence.ts';
import { byName, join } from './tree-node.ts';

/** What the quick switcher leads to. */
export type Picked = { readonly room: RoomKey } | { readonly user: string } | 'create' | 'join';

/** A line of a pick list. */
export interface SwitcherItem {
  /** With a codicon. */
  readonly label: string;
  readonly description: string;
  readonly target: Picked;
}

export interface SwitcherGroup {
  readonly label: string;
  readonly items: readonly SwitcherItem[];
}

/** What asks to be read, then what was used last, then everybody without a conversation. A group without lines is left out. */
export const switcherItems = (
  chat: ChatState | undefined,
  offered: (one: Conversation) => boolean = () => true,
): readonly SwitcherGroup[] => {
  const urgent = calling(chat).filter(offered);
  const others = recentFirst(chat).filter((one) => offered(one) && !urgent.includes(one));
  const item = (one: Conversation): SwitcherItem => ({ ...conversationItem(one, chat), target: { room: one.room } });
  return [
    { label: t('unread'), items: urgent.map(item) },
    { label: t('recent'), items: others.map(item) },
    { label: t('people'), items: strangers(chat).map(personItem) },
  ].filter(({ items }) => items.length > 0);
};

export const conversationItem = (one: Conversation, chat: ChatState | undefined): Omit<SwitcherItem, 'target'> => {
  const icon = conversationIcon(one, chat ?? {}).id;
  return {
    label: `$(${icon}) ${noIcons(one.name)}`,
    description: join([
      readOnlyWords(one.readOnly),
      one.muted ? t('muted') : '',
      mentionWords(one.mentions),
      unreadWords(one.unread),
    ]),
  };
};

export const personItem = ({ username, presence }: Person): SwitcherItem => ({
  label: `$(${presenceIcons[presence].id}) ${noIcons(username)}`,
  description: presenceWord(presence),
  target: { user: username },
});

/** The one on screen first, if it is known, then those with the newest messages. */
export const recentFirst = (chat: ChatState | undefined, current?: RoomKey): readonly Conversation[] =>
  (chat?.conversations ?? []).toSorted(
    (a, b) => Number(b.room === current) - Number(a.room === current) || b.lastAt - a.lastAt || byName(a.name, b.name),
  );

/** People to whom no direct conversation leads yet; those who are here first. */
const strangers = (chat: ChatState | undefined): readonly Person[] => {
  const known = new Set(chat?.conversations.filter(({ kind }) => kind === 'direct').map(({ name }) => foldName(name)));
  return (chat?.people ?? []).filter(({ me, username }) => !me && !known.has(foldName(username))).toSorted(hereFirst);
};

export const hereFirst = (a: Person, b: Person): number =>
  Number(b.presence !== 'offline') - Number(a.presence !== 'offline') || byName(a.username, b.username);
