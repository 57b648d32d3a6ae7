import * as vscode from 'vscode';
import { AppError, type Disposable, type Logger } from '../../common/base/index.ts';
import type { ChatHost } from './chat-host.ts';
import { showError } from './ui/errors.ts';
import { t } from './text.ts';

/** Tells the person, once each time, that the engine has stopped for good, or that it says nothing. */
export const engineMessages = (host: ChatHost, logger: Logger, showLog: () => void): Disposable => {
  let [stopped, hung] = [false, false];
  const tellHung = async (): Promise<void> => {
    const show = t('Show Log');
    if ((await vscode.window.showWarningMessage(t('P2P Chat isn’t responding.'), show)) === show) showLog();
  };
  return host.onDidChange((facts) => {
    const [wasStopped, wasHung] = [stopped, hung];
    stopped = facts.failure === 'ENGINE_FAILED';
    hung = facts.hung ?? false;
    if (stopped && !wasStopped) void showError(new AppError('ENGINE_FAILED', 'the engine stays down'), logger);
    if (hung && !wasHung) void tellHung();
  });
};
