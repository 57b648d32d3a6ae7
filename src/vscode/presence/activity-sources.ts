import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../../common/base/index.ts';
import { autoAway, onDidChangeSetting, setting, writeSetting } from '../config.ts';
import type { Idle } from './idle.ts';
import type { Invisibility } from './own-status.ts';
import type { Notifications } from '../notifications/do-not-disturb.ts';

/** Every sign of life of a person that the editor shows to its extensions. */
export const watchActivitySources = (idle: Idle): Disposable => {
  const signs = new DisposableStore();
  idle.setWindowActive(vscode.window.state.active);
  signs.add(
    vscode.window.onDidChangeWindowState(({ active }) => {
      idle.touch();
      idle.setWindowActive(active);
    }),
  );
  signs.add(
    vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
      // without a kind a program moved the cursor
      if (kind !== undefined) idle.touch();
    }),
  );
  signs.add(onDidChangeSetting('status.autoAwayMinutes', () => idle.setIdleAfter(autoAway())));
  return signs;
};

/** The setting for privacy, written for all windows. */
export const invisibility: Invisibility = {
  get on() {
    return setting('privacy.presence') === 'invisible';
  },
  set: (on) => writeSetting('privacy.presence', on ? 'invisible' : undefined),
  onDidChange: (listener) => onDidChangeSetting('privacy.presence', () => listener(undefined)),
};

/** The level of notifications: off for everything. */
export const notifications: Notifications = {
  get off() {
    return setting('notifications.level') === 'none';
  },
  onDidChange: (listener) => onDidChangeSetting('notifications.level', () => listener(undefined)),
};
