import * as vscode from 'vscode';
import type { ChatServiceHolder } from './chat-service-holder.ts';
import { contextKeyId, type ContextKey, type ContextValues } from './contributions/context-keys.ts';
import { contextKeys, provenKeys } from './model/context-keys.ts';
import type { UiState } from './ui-state.ts';

/** The keys of the `when` clauses; each is set only when it changes. */
export class ContextKeys {
  readonly #shown = new Map<ContextKey, boolean | string>();

  set(keys: Partial<ContextValues>): void {
    for (const [key, value] of Object.entries(keys) as [ContextKey, boolean | string][]) {
      if (this.#shown.get(key) === value) continue;
      this.#shown.set(key, value);
      void vscode.commands.executeCommand('setContext', contextKeyId(key), value);
    }
  }

  follow(holder: ChatServiceHolder): vscode.Disposable {
    const show = (uiState: UiState): void => this.set({ ...contextKeys(uiState), ...provenKeys(uiState) });
    show(holder.uiState);
    return holder.onDidChange(show);
  }
}
