import * as vscode from 'vscode';
import type { Logger } from '../../../common/base/index.ts';
import { escapeLinks } from '../model/escape.ts';
import { t } from '../text.ts';
import { showError } from './errors.ts';

/** Says what has been done and offers to undo it. Never rejects, and nobody has to wait for it. */
export const offerUndo = async (done: string, undo: () => Promise<void>, logger: Logger): Promise<void> => {
  const button = t('Undo');
  try {
    if ((await vscode.window.showInformationMessage(escapeLinks(done), button)) === button) await undo();
  } catch (error) {
    void showError(error, logger);
  }
};
