import * as vscode from 'vscode';
import type { ChatHost } from './chat-host.ts';
import { onDidChangeSetting, setting } from './config.ts';
import { commandId } from './contributions/commands.ts';
import { statusItemId } from './contributions/views.ts';
import { dashboardCommands } from './model/dashboard.ts';
import { statusModel, type StatusModel } from './model/status-model.ts';

const enabledCommands = dashboardCommands.map(commandId);

/** The one item at the right of the status bar: state and unread count; its hover is a small dashboard. */
export const createStatusBar = (host: ChatHost, subscriptions: vscode.Disposable[]): void => {
  const item = vscode.window.createStatusBarItem(statusItemId, vscode.StatusBarAlignment.Right, 90);
  item.name = 'P2P Chat';
  let shown: string | undefined;
  const update = (): void => {
    const model = statusModel(host.facts, setting('statusBar.visibility'));
    const looks = JSON.stringify(model);
    if (looks === shown) return;
    shown = looks;
    if (model) show(item, model);
    else item.hide();
  };
  subscriptions.push(item, host.onDidChange(update), onDidChangeSetting('statusBar.visibility', update));
};

const show = (item: vscode.StatusBarItem, model: StatusModel): void => {
  item.text = model.text;
  item.command = commandId(model.command);
  item.accessibilityInformation = { label: model.spoken };
  item.backgroundColor = model.warns ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  const hover = new vscode.MarkdownString(model.hover, true);
  hover.isTrusted = { enabledCommands };
  item.tooltip = hover;
  item.show();
};
