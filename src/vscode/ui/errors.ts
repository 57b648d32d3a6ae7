import * as vscode from 'vscode';
import { AppError, type Logger } from '../../../common/base/index.ts';
import { commandId } from '../contributions/commands.ts';
import { settingId } from '../contributions/settings.ts';
import { actionTitle, errorText, settingOf, type ErrorAction } from '../model/error-text.ts';
import { escapeLinks } from '../model/escape.ts';

/** Tells the person why their own action failed, with what they can do about it. Never rejects. */
export const showError = async (thrown: unknown, logger: Logger): Promise<void> => {
  const error = AppError.from(thrown);
  logger.log('error', `${error.code}: ${error.message}`);
  const { sentence, actions } = errorText(error.code, error.details);
  const buttons = actions.map((action) => ({ title: actionTitle(action, error.details), action }));
  const picked = await vscode.window.showErrorMessage(escapeLinks(sentence), ...buttons);
  const setting = settingOf[error.code];
  if (picked) await runAction(picked.action, setting && settingId(setting));
};

/** Does what a message offered. Never rejects: commands tell their errors themselves. */
export const runAction = async (action: ErrorAction, target?: string): Promise<void> => {
  await vscode.commands.executeCommand(commandId(action), target);
};

/** A question with one way to go on; Esc and Cancel mean no. */
export const confirm = async (question: string, detail: string, yes: string): Promise<boolean> =>
  (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
