import * as vscode from 'vscode';
import type { SlowStep } from '../../../common/protocol/chat/index.ts';
import type { ShownProgress } from '../model/opening-progress.ts';
import { t } from '../text.ts';

const text = (step: SlowStep): string =>
  step === 'backup' ? t('Backing up your messages…') : t('Updating your messages for the new version…');

/** As a notification of the editor. */
export const showOpening = (first: SlowStep): ShownProgress => {
  const over = Promise.withResolvers<void>();
  let say: ShownProgress['say'] | undefined;
  const options = { location: vscode.ProgressLocation.Notification, title: 'P2P Chat' };
  void vscode.window.withProgress(options, (progress) => {
    say = (step) => progress.report({ message: text(step) });
    progress.report({ message: text(first) });
    return over.promise;
  });
  return { say: (step) => say?.(step), end: over.resolve };
};
