import * as vscode from 'vscode';
import type { ChatHost } from './chat-host.ts';
import { settings } from './config.ts';
import { statusModel, type StatusModel } from './model/status-model.ts';

/** The one item at the right of the status bar: state and unread count. */
export const createStatusBar = (host: ChatHost, subscriptions: vscode.Disposable[]): void => {
  const item = vscode.window.createStatusBarItem('p2pChat.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'P2P Chat';
  const update = (): void => {
    const model = statusModel(host.facts, settings.statusBarVisibility());
    if (model) show(item, model);
    else item.hide();
  };
  const configuration = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('p2pChat.statusBar')) update();
  });
  subscriptions.push(item, host.onDidChange(update), configuration);
};

const show = (item: vscode.StatusBarItem, model: StatusModel): void => {
  item.text = model.text;
  item.command = `p2pChat.${model.command}`;
  item.accessibilityInformation = { label: model.spoken };
  const tooltip = new vscode.MarkdownString();
  for (const line of model.lines) tooltip.appendText(line).appendMarkdown('\n\n');
  item.tooltip = tooltip;
  item.show();
};
