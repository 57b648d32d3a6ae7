import { typedAddress } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import type { Account, ChatState, Conversation } from '../../../common/protocol/chat/index.ts';
import type { UiState } from '../ui-state.ts';
import { commandId, type CommandName } from '../contributions/commands.ts';
import { t } from '../text.ts';
import { needingAttention, mentionText, unreadText } from './attention.ts';
import { conversationIcon } from './conversation-text.ts';
import { escapeMarkdown } from './escape.ts';
import type { ConnectionStatus } from './connection-status.ts';
import { statusIcons, statusText } from './status-choices.ts';
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
export const dashboard = (uiState: UiState, now: ConnectionStatus): string => {
  const { chat, silenced } = uiState;
  const account = chat?.account;
  const head = [
    `$(${now.icon}) ${escapeMarkdown(now.line)}`,
    ...(account ? [...where(account, now, uiState.teamAddresses), me(chat, account.username), others(chat)] : []),
  ];
  const quiet = silenced && chat?.presence !== 'dnd' ? [`$(bell-slash) ${t('Notifications are off')}`] : [];
  return [lines([...head, ...quiet]), lines(waiting(uiState)), actions(uiState, now).join(' · ')]
    .filter(Boolean)
    .join('\n\n---\n\n');
};

const lines = (all: readonly string[]): string => all.join('  \n');

const link = (title: string, command: DashboardCommand, room?: RoomKey): string => {
  const args = room === undefined ? '' : `?${encodeURIComponent(JSON.stringify([room]))}`;
  return `[${escapeMarkdown(title)}](command:${commandId(command)}${args})`;
};

/** The tracker's name says little: this is what others type to come here too. It is not said twice. */
const where = ({ tracker }: Account, { line }: ConnectionStatus, team: readonly string[] = []): readonly string[] => {
  const [address = typedAddress(tracker)] = team;
  if (team.length === 0 && line.includes(address)) return [];
  const copy = team.length === 0 ? '' : ` · ${link(t('Copy Tracker Address'), 'copyTrackerAddress')}`;
  return [`$(server) ${escapeMarkdown(address)}${copy}`];
};

const me = ({ presence }: ChatState, name: string): string =>
  `$(account) **${escapeMarkdown(name)}** · $(${statusIcons[presence]}) ${escapeMarkdown(statusText(presence))}`;

const others = ({ people, links }: ChatState): string => {
  const online = people.filter((one) => !one.me && one.presence !== 'offline').length;
  const words = online === 1 ? t('1 other person online') : t('{0} other people online', online);
  return `$(organization) ${escapeMarkdown(words)} · $(plug) ${escapeMarkdown(t('Connected directly: {0}', links.length))}`;
};

const waiting = ({ chat }: UiState): readonly string[] => {
  const all = chat ? needingAttention(chat) : [];
  const shown = all.slice(0, mostListed).map((one) => entry(one, chat));
  const more = all.length - shown.length;
  return more > 0 ? [...shown, escapeMarkdown(t('{0} more', more))] : shown;
};

const entry = (one: Conversation, chat: Pick<ChatState, 'account'> = {}): string => {
  const counts = join([mentionText(one.mentions), unreadText(one.unread)]);
  return `$(${conversationIcon(one, chat).id}) ${link(one.name, 'openRoom', one.room)} ${escapeMarkdown(counts)}`;
};

const actions = (uiState: UiState, now: ConnectionStatus): readonly string[] => {
  const { chat } = uiState;
  const log = link(t('Show Log'), 'showLog');
  if (uiState.hung) return [log];
  if (uiState.failure === 'ENGINE_FAILED') return [link(t('Restart'), 'restart'), log];
  if (uiState.service !== 'open') return [link(t('Try Again'), 'connect'), log];
  if (!chat?.account) return [link(t('Sign In'), 'signIn'), link(t('Create Account'), 'register')];
  const unread = needingAttention(chat).length > 0;
  return [
    ...(unread ? [link(t('Go to Next Unread'), 'nextUnread'), link(t('Mark All as Read'), 'markAllRead')] : []),
    ...(unread ? [] : [link(t('Open Room'), 'openRoom')]),
    link(t('Set Status'), 'setStatus'),
    link(chat.presence === 'dnd' ? t('Turn Off Do Not Disturb') : t('Turn On Do Not Disturb'), 'toggleDnd'),
    ...(now.command === 'connect' && !chat.connection.chosen ? [link(t('Try Again'), 'connect')] : []),
    chat.connection.chosen ? link(t('Go Online'), 'connect') : link(t('Go Offline'), 'disconnect'),
  ];
};
