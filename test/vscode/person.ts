import * as vscode from 'vscode';

/** What is answered to one question after the other: a part of a line of a list, or the text of a box. */
type Script = readonly string[];

const nothing = (): void => {};
const never = (): vscode.Disposable => ({ dispose: nothing });

/** Somebody who answers boxes and lists as they come. Tells how many there were, and how often Enter was pressed. */
export class Person {
  readonly asked: string[] = [];
  /** Messages that came meanwhile. */
  readonly told: string[] = [];
  enters = 0;
  readonly #script: Script;
  readonly #real = {
    createInputBox: vscode.window.createInputBox,
    createQuickPick: vscode.window.createQuickPick,
    showInformationMessage: vscode.window.showInformationMessage,
  };

  constructor(script: Script) {
    this.#script = script;
    Object.assign(vscode.window, {
      createInputBox: () => this.#input(),
      createQuickPick: () => this.#input(),
      showInformationMessage: async (sentence: string) => void this.told.push(sentence),
    });
  }

  leave(): void {
    Object.assign(vscode.window, this.#real);
  }

  #input(): object {
    const state = { accept: (): Promise<void> => Promise.resolve() };
    const input = {
      title: '',
      value: '',
      buttons: [],
      items: [] as readonly vscode.QuickPickItem[],
      activeItems: [] as readonly vscode.QuickPickItem[],
      onDidTriggerButton: never,
      onDidHide: never,
      onDidChangeValue: never,
      onDidAccept: (listener: () => Promise<void>) => {
        state.accept = listener;
        return never();
      },
      show: () => void answer(),
      dispose: () => {},
    };
    const enter = (): Promise<void> => {
      this.enters++;
      return state.accept();
    };
    const answer = async (): Promise<void> => {
      const text = this.#script[this.asked.length];
      this.asked.push(input.title);
      if (text === undefined) return;
      input.value = text;
      input.activeItems = input.items.filter(({ label }) => label.includes(text));
      await enter();
    };
    return input;
  }
}
