import * as vscode from 'vscode';
import type { Check } from '../model/inputs.ts';
import { back, type Answer } from './steps.ts';

export interface Position {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  /** True by itself after the first step. */
  readonly canGoBack?: boolean;
}

export interface TextQuestion extends Position {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** Shown at once: what was wrong before. */
  readonly message?: string;
  readonly check: Check;
  /** Does the work while the box shows that it is busy. A text keeps the box open with that message. Must not reject. */
  readonly submit?: (value: string) => Promise<string | undefined>;
}

/** One line of text. The box stays open until the answer is good, also when another window takes the focus. */
export const askText = (question: TextQuestion): Promise<Answer<string>> => {
  const box = vscode.window.createInputBox();
  placed(box, question);
  box.prompt = question.prompt;
  // a message takes the place of the prompt
  box.placeholder = question.placeholder ?? (question.message === undefined ? undefined : question.prompt);
  box.value = question.value ?? '';
  box.password = question.password ?? false;
  box.validationMessage = question.message;
  let tried = false;
  const accept = async (): Promise<boolean> => {
    tried = true;
    box.validationMessage = question.check(box.value);
    if (box.validationMessage !== undefined || !question.submit) return box.validationMessage === undefined;
    box.busy = true;
    box.enabled = false;
    box.validationMessage = await question.submit(box.value);
    box.busy = false;
    box.enabled = true;
    return box.validationMessage === undefined;
  };
  box.onDidChangeValue((value) => {
    box.validationMessage = tried ? question.check(value) : undefined;
  });
  return answerOf(box, async () => ((await accept()) ? box.value : undefined));
};

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Stands between groups of lines and cannot be chosen. */
export interface Heading extends vscode.QuickPickItem {
  readonly kind: vscode.QuickPickItemKind.Separator;
}

export const heading = (label: string): Heading => ({ label, kind: vscode.QuickPickItemKind.Separator });

export type Item<T> = Choice<T> | Heading;

export interface ListQuestion<T> extends Position {
  readonly placeholder: string;
  /** Items for what has been typed so far. */
  readonly items: (typed: string) => readonly Item<T>[];
}

/** One of a list. */
export const askList = <T>(question: ListQuestion<T>): Promise<Answer<T>> => {
  const list = vscode.window.createQuickPick<Item<T>>();
  placed(list, question);
  list.placeholder = question.placeholder;
  list.matchOnDescription = true;
  list.items = question.items('');
  list.onDidChangeValue((typed) => {
    list.items = question.items(typed.trim());
  });
  return answerOf(list, () => Promise.resolve(chosen(list)?.value));
};

/** Who types and presses Enter at once may still have a line of the list of before selected: then the first of the new one is meant. */
const chosen = <T>({ activeItems: [active], items }: vscode.QuickPick<Item<T>>): Choice<T> | undefined => {
  const isChoice = (one: Item<T>): one is Choice<T> => 'value' in one;
  return active === undefined ? undefined : [active, ...items].filter(isChoice).find((one) => items.includes(one));
};

type Asking = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>;

const placed = (input: Asking, { title, step, totalSteps, canGoBack = (step ?? 1) > 1 }: Position): void => {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
};

/** `accepted` says what was answered, or undefined to stay open. */
const answerOf = <T>(input: Asking, accepted: () => Promise<T | undefined>): Promise<Answer<T>> =>
  new Promise((resolve) => {
    const finish = (answer: Answer<T>): void => {
      resolve(answer);
      input.dispose();
    };
    let working = false;
    input.onDidTriggerButton(() => finish(back));
    input.onDidHide(() => finish(undefined));
    input.onDidAccept(async () => {
      if (working) return;
      working = true;
      const answer = await accepted();
      working = false;
      if (answer !== undefined) finish(answer);
    });
    input.show();
  });
