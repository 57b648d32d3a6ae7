import * as vscode from 'vscode';
import { showError } from '../ui/errors.ts';
import { register, setUp, signIn, signOut } from './account.ts';
import { copyLink, openRoom, openRoomToSide, sendMessage } from './conversations.ts';
import type { Desk, Target } from './desk.ts';
import { connect, disconnect, focusComposer, focusMessages, openSettings, openWalkthrough, showLog } from './editor.ts';
import { startCommand, stopCommand } from './local-tracker.ts';
import { messagePerson } from './people.ts';
import { muteRoom, unmuteRoom } from './quiet.ts';
import { createRoom, deleteRoom, joinRoom, leaveRoom } from './rooms.ts';
import { setStatus, toggleDnd } from './status.ts';
import { markAllRead, markRead, nextUnread, previousUnread } from './unread.ts';

type Run = (desk: Desk, target: Target) => Promise<void>;

const commands: Readonly<Record<string, Run>> = {
  setup: setUp,
  register,
  signIn,
  signOut,
  connect,
  disconnect,
  startLocalTracker: startCommand,
  stopLocalTracker: stopCommand,
  createRoom,
  joinRoom,
  openRoom,
  openRoomToSide,
  leaveRoom,
  deleteRoom,
  muteRoom,
  unmuteRoom,
  copyLink,
  sendMessage,
  messagePerson,
  markRead,
  markAllRead,
  nextUnread,
  previousUnread,
  setStatus,
  toggleDnd,
  focusComposer,
  focusMessages,
  openSettings,
  openWalkthrough,
  showLog,
};

/** Registers every command of package.json. What a command throws is told to the person and goes no further. */
export const registerCommands = (desk: Desk): vscode.Disposable[] =>
  Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`p2pChat.${name}`, async (target?: Target) => {
      try {
        await run(desk, target);
      } catch (error) {
        void showError(error, desk.logger);
      }
    }),
  );
