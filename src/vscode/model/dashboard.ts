import { typedAddress } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import type { Account, ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import type { Facts } from '../facts.ts';
import { commandId, type CommandName } from '../contributions/commands.ts';
import { t } from '../text.ts';
import { calling, mentionWords, unreadWords } from './calls.ts';
import { conversationIcon } from './conversation-words.ts';
import { noMarkdown } from './plain.ts';
import type { Situation } from './situation.ts';
import { statusIcons, statusWord } from './status-choices.ts';
import { join } from './tree-node.ts';

/** Conversations listed in the hover. */
const mostListed = 5;

/** The commands that the hover may run. */
export const dashboardCommands = [
  'openRoom',
  'nextUnread',
  'markAllRead',
  'setStatus',
  'toggleDnd',
  'connect',
  'disconnect',
  'restart',
  'signIn',
  'register',
  'copyTrackerAddress',
  'showLog',
] as const satisfies readonly CommandName[];
type DashboardCommand = (typeof dashboardCommands)[number];

/** The hover of the status bar: how things are, who I am, who is here, what is unread, what to do. Markdown. */
export const dashboard = (facts: Facts, now: Situation): string => {
  const { chat, silenced } = facts;
  const account = chat?.account;
  const head = [
    `$(${now.icon}) ${noMarkdown(now.line)}`,
    ...(account ? [...where(account, now, facts.teamAddresses), me(chat, account.username), others(chat)] : []),
  ];
  const quiet = silenced && chat?.presence !== 'dnd' ? [`$(bell-slash) ${t('Notifications are off')}`] : [];
  return [lines([...head, ...quiet]), lines(waiting(facts)), actions(facts, now).join(' · ')]
    .filter(Boolean)
    .join('\n\n---\n\n');
};

const lines = (all: readonly string[]): string => all.join('  \n');

const link = (title: string, command: DashboardCommand, room?: RoomKey): string => {
  const args = room === undefined ? '' : `?${encodeURIComponent(JSON.stringify([room]))}`;
  return `[${noMarkdown(title)}](command:${commandId(command)}${args})`;
};

/** The tracker's name says little: this is what others type to come here too. It is not said twice. */
const where = ({ tracker }: Account, { line }: Situation, team: readonly string[] = []): readonly string[] => {
  const [address = typedAddress(tracker)] = team;
  if (team.length === 0 && line.includes(address)) return [];
  const copy = team.length === 0 ? '' : ` · ${link(t('Copy Tracker Address'), 'copyTrackerAddress')}`;
  return [`$(server) ${noMarkdown(address)}${copy}`];
};

const me = ({ presence }: ChatState, name: string): string =>
  `$(account) **${noMarkdown(name)}** · $(${statusIcons[presence]}) ${noMarkdown(statusWord(presence))}`;

const others = ({ people, links }: ChatState): string => {
  const online = people.filter((one) => !one.me && one.presence !== 'offline').length;
  const words = online === 1 ? t('1 other person online') : t('{0} other people online', online);
  return `$(organization) ${noMarkdown(words)} · $(plug) ${noMarkdown(t('Connected directly: {0}', links.length))}`;
};

const waiting = ({ chat }: Facts): readonly string[] => {
  const all = chat ? calling(chat) : [];
  const shown = all.slice(0, mostListed).map((one) => entry(one, chat));
  const more = all.length - shown.length;
  return more > 0 ? [...shown, noMarkdown(t('{0} more', more))] : shown;
};

const entry = (one: Conversation, chat: Pick<ChatState, 'account'> = {}): string => {
  const counts = join([mentionWords(one.mentions), unreadWords(one.unread)]);
  return `$(${conversationIcon(one, chat).id}) ${link(one.name, 'openRoom', one.room)} ${noMarkdown(counts)}`;
};

const actions = (facts: Facts, now: Situation): readonly string[] => {
  const { chat } = facts;
  const log = link(t('Show Log'), 'showLog');
  if (facts.hung) return [log];
  if (facts.failure === 'ENGINE_FAILED') return [link(t('Restart'), 'restart'), log];
  if (facts.host !== 'open') return [link(t('Try Again'), 'connect'), log];
  if (!chat?.account) return [link(t('Sign In'), 'signIn'), link(t('Create Account'), 'register')];
  const unread = calling(chat).length > 0;
  return [
    ...(unread ? [link(t('Go to Next Unread'), 'nextUnread'), link(t('Mark All as Read'), 'markAllRead')] : []),
    ...(unread ? [] : [link(t('Open Room'), 'openRoom')]),
    link(t('Set Status'), 'setStatus'),
    link(chat.presence === 'dnd' ? t('Turn Off Do Not Disturb') : t('Turn On Do Not Disturb'), 'toggleDnd'),
    ...(now.command === 'connect' && !chat.connection.chosen ? [link(t('Try Again'), 'connect')] : []),
    chat.connection.chosen ? link(t('Go Online'), 'connect') : link(t('Go Offline'), 'disconnect'),
  ];
};
