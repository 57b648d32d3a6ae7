import * as vscode from 'vscode';
import type { RoomKey } from '../../../common/model/index.ts';
import { nodeClock as clock } from '../../runtime/index.ts';
import type { Desk } from '../commands/desk.ts';
import { setting } from '../config.ts';
import { inQuietHours } from './quiet-hours.ts';
import { showToast } from './show-toast.ts';
import { Toasts } from './toasts.ts';

/** The toasts of this window. `visible`: somebody may be reading the conversation. */
export const createToasts = (desk: Desk, visible: (room: RoomKey) => boolean): vscode.Disposable => {
  const toasts = new Toasts({
    clock,
    facts: () => ({
      chat: desk.host.service?.state,
      level: setting('notifications.level'),
      silenced: desk.status.silenced || inQuietHours(setting('notifications.quietHours'), timeOfDay()),
      focused: vscode.window.state.focused,
      muted: (room) => desk.mutes.has(room),
      visible,
    }),
    show: (toast, gone) => void showToast(desk, toast, gone),
  });
  return vscode.Disposable.from(
    toasts,
    desk.host.onEvent((event) => {
      if (event.type === 'row') toasts.row(event.room, event.row, event.live);
    }),
    desk.host.onDidChange(() => toasts.look()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) toasts.focused();
    }),
  );
};

const timeOfDay = (): { readonly hour: number; readonly minute: number } => {
  const now = new Date(clock.wall());
  return { hour: now.getHours(), minute: now.getMinutes() };
};
