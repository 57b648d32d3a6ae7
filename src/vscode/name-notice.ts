import * as vscode from 'vscode';
import type { Disposable } from '../../common/base/index.ts';
import type { ChatEvent } from '../../common/protocol/chat/index.ts';
import type { ChatServiceHolder } from './chat-service-holder.ts';
import { commandId } from './contributions/commands.ts';
import { escapeLinks } from './model/escape.ts';
import { nameMeaning, nameText } from './model/name-text.ts';
import { t } from './text.ts';

type NameEvent = ChatEvent & { type: 'nameCollision' | 'nameChanged' };

/** Tells the person that a name is not what it seems. The engine says it once. */
export const nameNotice = (holder: Pick<ChatServiceHolder, 'onEvent'>): Disposable =>
  holder.onEvent((event) => {
    if (event.type === 'nameCollision' || event.type === 'nameChanged') void tell(event);
  });

const tell = async (event: NameEvent): Promise<void> => {
  const sentence = escapeLinks(nameText(event));
  const [choose, what] = [t('Choose…'), t('What Does This Mean?')];
  const actions = event.type === 'nameCollision' ? [choose, what] : [what];
  const picked = await vscode.window.showWarningMessage(sentence, ...actions);
  if (picked === choose) await vscode.commands.executeCommand(commandId('chooseNamesake'));
  if (picked === what)
    await vscode.window.showInformationMessage(sentence, { modal: true, detail: nameMeaning(event) });
};
