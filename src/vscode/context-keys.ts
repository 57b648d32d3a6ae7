import * as vscode from 'vscode';
import type { ChatHost } from './chat-host.ts';
import { contextKeys } from './model/context-keys.ts';

/** The `p2pChat.` keys of the `when` clauses; each is set only when it changes. */
export class ContextKeys {
  readonly #shown = new Map<string, boolean | string>();

  set(keys: Readonly<Record<string, boolean | string>>): void {
    for (const [key, value] of Object.entries(keys)) {
      if (this.#shown.get(key) === value) continue;
      this.#shown.set(key, value);
      void vscode.commands.executeCommand('setContext', `p2pChat.${key}`, value);
    }
  }

  follow(host: ChatHost): vscode.Disposable {
    this.set(contextKeys(host.facts));
    return host.onDidChange((facts) => this.set(contextKeys(facts)));
  }
}
