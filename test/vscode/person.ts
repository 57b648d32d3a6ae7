import * as vscode from 'vscode';

/** What is answered to one question after the other: a part of a line of a list, or the text of a box. */
type Script = readonly string[];

const nothing = (): void => {};
const never = (): vscode.Disposable => ({ dispose: nothing });

/** A box or a list as it stood when it was shown, with what the program has put into it. */
export interface Box {
  readonly title: string;
  readonly prompt?: string;
  value: string;
  password?: boolean;
  readonly validationMessage?: unknown;
  readonly buttons: readonly vscode.QuickInputButton[];
  /** What stood in it at first. */
  offered?: string;
  press(button: vscode.QuickInputButton): void;
}

/** Somebody who answers boxes and lists as they come. Tells how many there were, and how often Enter was pressed. */
export class Person {
  readonly asked: string[] = [];
  /** Messages that came meanwhile. */
  readonly told: string[] = [];
  readonly boxes: Box[] = [];
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
    const state = {
      accept: (): Promise<void> => Promise.resolve(),
      changed: nothing as (text: string) => void,
      pressed: nothing as (button: vscode.QuickInputButton) => void,
    };
    const input = {
      title: '',
      value: '',
      buttons: [] as readonly vscode.QuickInputButton[],
      offered: '',
      press: (button: vscode.QuickInputButton): void => state.pressed(button),
      items: [] as readonly vscode.QuickPickItem[],
      activeItems: [] as readonly vscode.QuickPickItem[],
      onDidTriggerButton: (listener: typeof state.pressed) => {
        state.pressed = listener;
        return never();
      },
      onDidHide: never,
      onDidChangeValue: (listener: typeof state.changed) => {
        state.changed = listener;
        return never();
      },
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
      this.boxes.push(input);
      input.offered = input.value;
      if (text === undefined) return;
      input.value = text;
      state.changed(text);
      const meant = input.items.filter(({ label }) => label.includes(text));
      // what is in no line of a list is what was typed into it, and that stands first
      input.activeItems = meant.length > 0 ? meant : input.items.slice(0, 1);
      await enter();
    };
    return input;
  }
}
