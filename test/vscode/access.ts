import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/vscode/extension.ts';

export const extension = (): vscode.Extension<TestAccess> => {
  const found = vscode.extensions.getExtension<TestAccess>('p2p-chat.p2p-chat');
  assert.ok(found, 'the extension is installed');
  return found;
};

export const access = (): Promise<TestAccess> => Promise.resolve(extension().activate());

/** Waits until `check` holds; says what it waited for when it never does. */
export const until = async (what: string, check: () => boolean, patience = 20_000): Promise<void> => {
  const end = Date.now() + patience;
  while (!check()) {
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
