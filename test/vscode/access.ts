import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/vscode/extension.ts';

export const extension = (): vscode.Extension<TestAccess> => {
  const found = vscode.extensions.getExtension<TestAccess>('p2p-chat.p2p-chat');
  assert.ok(found, 'the extension is installed');
  return found;
};

export const access = (): Promise<TestAccess> => Promise.resolve(extension().activate());
