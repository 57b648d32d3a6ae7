import * as vscode from 'vscode';
import { AppError } from '../../../common/base/index.ts';
import { commandId, commandNames, type CommandName } from '../contributions/commands.ts';
import { showError } from '../ui/errors.ts';
import { accountCommands } from './account.ts';
import { conversationCommands } from './conversations.ts';
import type { CommandHandler, CommandContext, Target } from './command-context.ts';
import { editorCommands } from './editor.ts';
import { listCommands } from './list.ts';
import { localTrackerCommands } from './local-tracker.ts';
import { peopleCommands } from './people.ts';
import { muteCommands } from './mute.ts';
import { roomCommands } from './rooms.ts';
import { statusCommands } from './status.ts';
import { unreadCommands } from './unread.ts';

const handlers: Readonly<Record<CommandName, CommandHandler>> = {
  ...accountCommands,
  ...conversationCommands,
  ...editorCommands,
  ...listCommands,
  ...localTrackerCommands,
  ...peopleCommands,
  ...muteCommands,
  ...roomCommands,
  ...statusCommands,
  ...unreadCommands,
};

/** Whoever went offline is not told that something could not be reached. */
const inState = (thrown: unknown, { holder }: CommandContext): unknown => {
  const error = AppError.from(thrown);
  if (error.code !== 'OFFLINE' || holder.uiState.chat?.connection.chosen !== true) return thrown;
  return new AppError('OFFLINE', error.message, { ...error.details, chosen: true });
};

/** Registers every command. What one rejects with is told to the person and goes no further. */
export const registerCommands = (context: CommandContext): vscode.Disposable[] =>
  commandNames.map((name) =>
    vscode.commands.registerCommand(commandId(name), async (target?: Target) => {
      try {
        await handlers[name](context, target);
      } catch (error) {
        void showError(inState(error, context), context.logger);
      }
    }),
  );
