import * as vscode from 'vscode';
import type { ChatServiceHolder } from './chat-service-holder.ts';
import { onDidChangeSetting, setting } from './config.ts';
import { commandId } from './contributions/commands.ts';
import { statusItemId } from './contributions/views.ts';
import { dashboardCommands } from './model/dashboard.ts';
import { statusBarModel, type StatusBarModel } from './model/status-bar-model.ts';

const enabledCommands = dashboardCommands.map(commandId);

/** The one item at the right of the status bar: state and unread count; its hover is a small dashboard. */
export const createStatusBar = (holder: ChatServiceHolder, subscriptions: vscode.Disposable[]): void => {
  const item = vscode.window.createStatusBarItem(statusItemId, vscode.StatusBarAlignment.Right, 90);
  item.name = 'P2P Chat';
  let shown: string | undefined;
  const update = (): void => {
    const model = statusBarModel(holder.uiState, setting('statusBar.visibility'));
    const looks = JSON.stringify(model);
    if (looks === shown) return;
    shown = looks;
    if (model) show(item, model);
    else item.hide();
  };
  subscriptions.push(item, holder.onDidChange(update), onDidChangeSetting('statusBar.visibility', update));
};

const show = (item: vscode.StatusBarItem, model: StatusBarModel): void => {
  item.text = model.text;
  item.command = commandId(model.command);
  item.accessibilityInformation = { label: model.ariaLabel };
  item.backgroundColor = model.isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  const hover = new vscode.MarkdownString(model.tooltip, true);
  hover.isTrusted = { enabledCommands };
  item.tooltip = hover;
  item.show();
};
