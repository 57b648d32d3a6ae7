import * as vscode from 'vscode';
import { showError } from '../ui/errors.ts';
import { register, setUp, signIn, signOut } from './account.ts';
import type { Desk, Target } from './desk.ts';
import { startCommand, stopCommand } from './local-tracker.ts';
import { messagePerson } from './people.ts';
import { setStatus, toggleDnd } from './status.ts';
import { createRoom, deleteRoom, joinRoom, leaveRoom, openRoom } from './rooms.ts';

type Run = (desk: Desk, target: Target) => Promise<void>;

/** Also Try Again: opens the service if another window had it or opening failed, else tries the tracker now. */
const connect: Run = async ({ host }) => {
  if (host.service) host.service.connect();
  else await host.open();
};

const showLog: Run = async (desk) => desk.showLog();

const commands: Readonly<Record<string, Run>> = {
  setup: setUp,
  register,
  signIn,
  signOut,
  connect,
  startLocalTracker: startCommand,
  stopLocalTracker: stopCommand,
  createRoom,
  joinRoom,
  openRoom,
  leaveRoom,
  deleteRoom,
  messagePerson,
  setStatus,
  toggleDnd,
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
