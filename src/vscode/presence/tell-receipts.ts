import * as vscode from 'vscode';
import type { ChatHost } from '../chat-host.ts';
import { settings } from '../config.ts';

/** Tells the chat service when the setting for read receipts changes; it starts with the right one. */
export const tellReceipts = (host: ChatHost): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('p2pChat.privacy.sendReadReceipts')) {
      host.tell((service) => service.setReadReceipts({ on: settings.readReceipts() }));
    }
  });
