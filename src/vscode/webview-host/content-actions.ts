import * as vscode from 'vscode';
import type { Disposable } from '../../../common/base/index.ts';
import { confirm } from '../ui/errors.ts';
import { openAddress } from '../ui/open-address.ts';
import { t } from '../text.ts';
import { linkQuestion } from '../model/link-question.ts';

/** What the person does with the content of a message, outside of the page. */
export interface ContentActions {
  copy(text: string): Promise<void>;
  insertCode(text: string): Promise<void>;
  openLink(url: string): Promise<void>;
  /** Code of others goes into trusted workspaces only. */
  readonly canInsert: boolean;
  /** `canInsert` has become true. */
  onDidTrust(listener: () => void): Disposable;
}

/** Remembers the text editor that was used last: while one clicks in a chat panel, none is the active one. */
export class EditorActions implements ContentActions, Disposable {
  #last = vscode.window.activeTextEditor;
  readonly #watching = vscode.window.onDidChangeActiveTextEditor((editor) => {
    this.#last = editor ?? this.#last;
  });

  get canInsert(): boolean {
    return vscode.workspace.isTrusted;
  }

  onDidTrust(listener: () => void): Disposable {
    return vscode.workspace.onDidGrantWorkspaceTrust(listener);
  }

  async copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
  }

  /** As text, never as a snippet: nothing in it is special. */
  async insertCode(text: string): Promise<void> {
    if (!this.canInsert) return;
    const target = this.#target();
    if (target === undefined) {
      await vscode.window.showInformationMessage(t('Open a file first, and put the cursor where the code should go.'));
      return;
    }
    const editor = await vscode.window.showTextDocument(target.document, target.viewColumn);
    await editor.edit((edit) => {
      for (const { active } of editor.selections) edit.insert(active, text);
    });
  }

  async openLink(url: string): Promise<void> {
    const asked = linkQuestion(url);
    if (asked === undefined || !(await confirm(asked.question, asked.detail, t('Open')))) return;
    await openAddress(asked.url);
  }

  dispose(): void {
    this.#watching.dispose();
  }

  /** A text editor that is in sight: the last used, else any. */
  #target(): vscode.TextEditor | undefined {
    const { visibleTextEditors } = vscode.window;
    const last = this.#last;
    return last !== undefined && visibleTextEditors.includes(last) ? last : visibleTextEditors.find(isFile);
  }
}

const isFile = ({ document }: vscode.TextEditor): boolean => document.uri.scheme !== 'output';
