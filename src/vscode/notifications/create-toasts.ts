import * as vscode from 'vscode';
import type { RoomKey } from '../../../common/model/index.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { setting } from '../config.ts';
import { inQuietHours } from './quiet-hours.ts';
import { showToast } from './show-toast.ts';
import { Toasts } from './toasts.ts';

/** The toasts of this window. `visible`: somebody may be reading the conversation. */
export const createToasts = (context: CommandContext, visible: (room: RoomKey) => boolean): vscode.Disposable => {
  const toasts = new Toasts({
    clock,
    conditions: () => ({
      chat: context.holder.service?.state,
      level: setting('notifications.level'),
      silenced: context.status.silenced || inQuietHours(setting('notifications.quietHours'), timeOfDay()),
      focused: vscode.window.state.focused,
      muted: (room) => context.mutes.has(room),
      visible,
    }),
    show: (toast, gone) => void showToast(context, toast, gone),
  });
  return vscode.Disposable.from(
    toasts,
    context.holder.onEvent((event) => {
      if (event.type === 'row') toasts.onRow(event.room, event.row, event.live);
    }),
    context.holder.onDidChange(() => toasts.onStateChange()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) toasts.onWindowFocus();
    }),
  );
};

const timeOfDay = (): { readonly hour: number; readonly minute: number } => {
  const now = new Date(clock.wall());
  return { hour: now.getHours(), minute: now.getMinutes() };
};
