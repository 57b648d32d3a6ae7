import * as vscode from 'vscode';
import type { Disposable } from '../../common/base/index.ts';
import type { ChatEvent } from '../../common/protocol/chat/index.ts';
import type { ChatServiceHolder } from './chat-service-holder.ts';
import { clockMeaning, clockText } from './model/clock-text.ts';
import { language, t } from './text.ts';

/** Tells the person that this computer's clock differs from that of others. The engine says it once for each error. */
export const clockNotice = (holder: Pick<ChatServiceHolder, 'onEvent'>): Disposable =>
  holder.onEvent((event) => {
    if (event.type === 'clock') void tell(event);
  });

const tell = async (event: ChatEvent & { type: 'clock' }): Promise<void> => {
  const sentence = clockText(event, language());
  const what = t('What Does This Mean?');
  if ((await vscode.window.showWarningMessage(sentence, what)) !== what) return;
  await vscode.window.showInformationMessage(sentence, { modal: true, detail: clockMeaning(event) });
};
