import * as vscode from 'vscode';
import type { ChatService } from '../../client/index.ts';
import { needingAttention, neighbor, unreadCount } from '../model/attention.ts';
import { t } from '../text.ts';
import { offerUndo } from '../ui/undo.ts';
import { roomOf, type CommandHandlers, type CommandContext, type Target } from './command-context.ts';
import { conversationFor } from './pick.ts';
import { showStatusMessage } from '../ui/status-message.ts';

const markRead = async (context: CommandContext, target: Target): Promise<void> => {
  const service = await context.holder.open();
  const one = await conversationFor(context, target, {
    title: t('Mark as Read'),
    offered: ({ unread }) => unread > 0,
    empty: t('No unread messages'),
  });
  if (one) await service.markRead({ room: one.room });
};

/** Also of muted conversations. */
const markAllRead = async (context: CommandContext): Promise<void> => {
  const service = await context.holder.open();
  const count = unreadCount(service.state);
  if (count === 0) return tellNothing();
  await service.markAllRead({ undoable: true });
  const told = count === 1 ? t('Marked 1 message as read.') : t('Marked {0} messages as read.', count);
  void offerUndo(told, () => unread(service), context.logger);
};

const unread = async (service: ChatService): Promise<void> => {
  if (await service.undoMarkAllRead({})) return;
  void vscode.window.showInformationMessage(t('It’s too late to undo: they’re already read on your other devices.'));
};

const nextUnread = (context: CommandContext, target: Target): Promise<void> => go(context, target, 1);

const previousUnread = (context: CommandContext, target: Target): Promise<void> => go(context, target, -1);

/** From the conversation on screen to one that asks to be read, in the order of the tree and around its ends. */
const go = async (context: CommandContext, target: Target, step: 1 | -1): Promise<void> => {
  const service = await context.holder.open();
  const room = neighbor(needingAttention(service.state), roomOf(target) ?? context.current, step);
  if (room) await context.show(room);
  else tellNothing();
};

const tellNothing = (): void => showStatusMessage(`P2P Chat: ${t('No unread messages')}`);

export const unreadCommands = { markAllRead, markRead, nextUnread, previousUnread } satisfies CommandHandlers;
