import * as vscode from 'vscode';

/** So long, in milliseconds, the status bar says what has been done. */
const statusMessageMs = 4000;

/** Says in the status bar what has been done: for what needs no answer. */
export const showStatusMessage = (text: string, ms: number = statusMessageMs): void =>
  void vscode.window.setStatusBarMessage(text, ms);
