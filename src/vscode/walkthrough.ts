import * as vscode from 'vscode';
import type { ContextKeys } from './context-keys.ts';

/**
 * The editor ticks a step of the guide when its context key turns true while a guide is loaded, and never when it was true before: so whoever
 * has an account already would see nothing ticked. Whenever one may have been opened, the key that all steps wait for turns true anew.
 */
export const refreshWalkthrough = (keys: ContextKeys): vscode.Disposable =>
  vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
    if (![...opened, ...changed].some(isOfTheEditor)) return;
    keys.set({ guideShown: false });
    keys.set({ guideShown: true });
  });

/** A tab whose content extensions do not learn, such as Welcome with its guides. */
const isOfTheEditor = ({ input }: vscode.Tab): boolean => input === undefined;
