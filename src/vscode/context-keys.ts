import * as vscode from 'vscode';
import type { ChatServiceHolder } from './chat-service-holder.ts';
import { contextKeyId, type ContextKey, type ContextValues } from './contributions/context-keys.ts';
import { contextKeys } from './model/context-keys.ts';

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
    this.set(contextKeys(holder.uiState));
    return holder.onDidChange((uiState) => this.set(contextKeys(uiState)));
  }
}
