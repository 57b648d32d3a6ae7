import * as vscode from 'vscode';
import { back, type Answer } from './steps.ts';

export interface Position {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  /** True by itself after the first step. */
  readonly canGoBack?: boolean;
}

export type QuickInput = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>;

/** Puts a question in its place. It stays open when another window takes the focus. */
export const setPosition = (
  input: QuickInput,
  { title, step, totalSteps, canGoBack = (step ?? 1) > 1 }: Position,
): void => {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
};

export interface QuickInputHandlers<T> {
  /** What was answered, or undefined to stay open. */
  onAccept(): Promise<T | undefined>;
  /** Another button than Back was pressed: what that answers, or undefined to stay open. */
  onButton?(button: vscode.QuickInputButton): T | undefined;
  /** The question is over. */
  onEnd?(): void;
}

/** Shows it and waits for its answer. */
export const answerOf = <T>(input: QuickInput, on: QuickInputHandlers<T>): Promise<Answer<T>> =>
  new Promise((resolve) => {
    const finish = (answer: Answer<T>): void => {
      resolve(answer);
      on.onEnd?.();
      input.dispose();
    };
    let working = false;
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) return finish(back);
      const answer = on.onButton?.(button);
      if (answer !== undefined) finish(answer);
    });
    input.onDidHide(() => finish(undefined));
    input.onDidAccept(async () => {
      if (working) return;
      working = true;
      const answer = await on.onAccept();
      working = false;
      if (answer !== undefined) finish(answer);
    });
    input.show();
  });

/** Milliseconds without a key until a text is looked at. */
const typingPauseMs = 400;

/** Runs once the person has stopped typing. */
export class Debounce {
  #timer: NodeJS.Timeout | undefined;

  schedule(run: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, typingPauseMs);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}
