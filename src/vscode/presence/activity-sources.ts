import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../common/base/index.ts';
import { settings } from '../config.ts';
import type { Idle } from './idle.ts';
import type { Hiding } from './own-status.ts';
import type { Notifications } from '../notifications/quiet.ts';

/** Every sign of life of a person that the editor shows to its extensions. */
export const watchSigns = (idle: Idle): Disposable => {
  const signs = new DisposableStore();
  idle.setAtWork(vscode.window.state.active);
  signs.add(
    vscode.window.onDidChangeWindowState(({ active }) => {
      idle.touch();
      idle.setAtWork(active);
    }),
  );
  signs.add(
    vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
      // without a kind a program moved the cursor
      if (kind !== undefined) idle.touch();
    }),
  );
  signs.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('p2pChat.status')) idle.setPatience(settings.autoAway());
    }),
  );
  return signs;
};

/** `p2pChat.privacy.presence`, written for all windows. */
export const hiding: Hiding = {
  get on() {
    return settings.invisible();
  },
  set: async (on) => {
    const all = vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration('p2pChat').update('privacy.presence', on ? 'invisible' : undefined, all);
  },
  onDidChange: (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('p2pChat.privacy.presence')) listener(event);
    }),
};

/** `p2pChat.notifications.level`: off for everything. */
export const notifications: Notifications = {
  get off() {
    return settings.notificationLevel() === 'none';
  },
  onDidChange: (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('p2pChat.notifications.level')) listener(event);
    }),
};
