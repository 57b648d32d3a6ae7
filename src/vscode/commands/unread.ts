import * as vscode from 'vscode';
import type { ChatService } from '../../client/index.ts';
import { calling, neighbour, unreadIn } from '../model/calls.ts';
import { t } from '../text.ts';
import { offerUndo } from '../ui/undo.ts';
import { roomOf, type CommandHandlers, type Desk, type Target } from './desk.ts';
import { conversationFor } from './pick.ts';

/** So long, in milliseconds, the status bar says that there is nothing. */
const toldFor = 4000;

const markRead = async (desk: Desk, target: Target): Promise<void> => {
  const service = await desk.host.open();
  const one = await conversationFor(desk, target, {
    title: t('Mark as Read'),
    offered: ({ unread }) => unread > 0,
    empty: t('No unread messages'),
  });
  if (one) await service.markRead({ room: one.room });
};

/** Also of muted conversations. */
const markAllRead = async (desk: Desk): Promise<void> => {
  const service = await desk.host.open();
  const count = unreadIn(service.state);
  if (count === 0) return tellNothing();
  await service.markAllRead({ undoable: true });
  const told = count === 1 ? t('Marked 1 message as read.') : t('Marked {0} messages as read.', count);
  void offerUndo(told, () => unread(service), desk.logger);
};

const unread = async (service: ChatService): Promise<void> => {
  if (await service.undoMarkAllRead({})) return;
  void vscode.window.showInformationMessage(t('It’s too late to undo: they’re already read on your other devices.'));
};

const nextUnread = (desk: Desk, target: Target): Promise<void> => go(desk, target, 1);

const previousUnread = (desk: Desk, target: Target): Promise<void> => go(desk, target, -1);

/** From the conversation on screen to one that asks to be read, in the order of the tree and around its ends. */
const go = async (desk: Desk, target: Target, step: 1 | -1): Promise<void> => {
  const service = await desk.host.open();
  const room = neighbour(calling(service.state), roomOf(target) ?? desk.current, step);
  if (room) await desk.show(room);
  else tellNothing();
};

const tellNothing = (): void => void vscode.window.setStatusBarMessage(`P2P Chat: ${t('No unread messages')}`, toldFor);

export const unreadCommands = { markAllRead, markRead, nextUnread, previousUnread } satisfies CommandHandlers;
