import * as vscode from 'vscode';
import { AppError, DisposableStore, type Disposable, type Logger } from '../../common/base/index.ts';
import type { ChatServiceHolder } from './chat-service-holder.ts';
import { watchRestarts } from './restarts.ts';
import { showError } from './ui/errors.ts';
import { t } from './text.ts';
import { showStatusMessage } from './ui/status-message.ts';

/** So long, in milliseconds, the status bar says that the engine was started again. */
const restartedMs = 10_000;

/** Tells the person, once each time, that the engine was started again, has stopped for good, or says nothing. */
export const engineMessages = (holder: ChatServiceHolder, logger: Logger, showLog: () => void): Disposable => {
  let [stopped, hung] = [false, false];
  const tellHung = async (): Promise<void> => {
    const show = t('Show Log');
    if ((await vscode.window.showWarningMessage(t('P2P Chat isn’t responding.'), show)) === show) showLog();
  };
  const messages = new DisposableStore();
  messages.add(watchRestarts(holder, tellRestarted));
  messages.add(
    holder.onDidChange((uiState) => {
      const [wasStopped, wasHung] = [stopped, hung];
      stopped = uiState.failure === 'ENGINE_FAILED';
      hung = uiState.hung ?? false;
      if (stopped && !wasStopped) void showError(new AppError('ENGINE_FAILED', 'the engine stays down'), logger);
      if (hung && !wasHung) void tellHung();
    }),
  );
  return messages;
};

const tellRestarted = (): void => {
  const told = t('P2P Chat had a problem and restarted. Nothing you sent was lost.');
  showStatusMessage(`$(warning) ${told}`, restartedMs);
};
