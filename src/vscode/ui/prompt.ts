import * as vscode from 'vscode';
import type { Event } from '../../../common/base/index.ts';
import type { Check } from '../model/inputs.ts';
import { t } from '../text.ts';
import { answerOf, Debounce, setPosition, type Position } from './quick-input.ts';
import type { Answer } from './steps.ts';

export type { Position } from './quick-input.ts';

/** A button beside Back that answers the question in another way. */
export interface AlternativeButton<X> {
  readonly icon: string;
  readonly tooltip: string;
  readonly value: X;
}

export interface TextQuestion<X = never> extends Position {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Hidden, with an eye to show it. */
  readonly password?: boolean;
  /** Another prompt, while it is open. */
  readonly onDidChangePrompt?: Event<string>;
  /** Shown at once: what was wrong before. */
  readonly message?: string;
  readonly check: Check;
  /** What can be said about a good text once the person stops typing. Must not reject. */
  readonly hint?: (value: string) => Promise<string | undefined>;
  /** Does the work while the box shows that it is busy. A text keeps the box open with that message. Must not reject. */
  readonly submit?: (value: string) => Promise<string | undefined>;
  readonly alternative?: AlternativeButton<X>;
}

/** One line of text. The box stays open until the answer is good, also when another window takes the focus. */
export const askText = <X = never>(question: TextQuestion<X>): Promise<Answer<string | X>> => {
  const box = vscode.window.createInputBox();
  setPosition(box, question);
  box.prompt = question.prompt;
  const listening = question.onDidChangePrompt?.((prompt) => {
    box.prompt = prompt;
  });
  box.onDidHide(() => listening?.dispose());
  // a message takes the place of the prompt
  box.placeholder = question.placeholder ?? (question.message === undefined ? undefined : question.prompt);
  box.value = question.value ?? '';
  box.password = question.password ?? false;
  box.validationMessage = question.message;
  const { alternative, hint } = question;
  const other = alternative && { iconPath: new vscode.ThemeIcon(alternative.icon), tooltip: alternative.tooltip };
  const first = box.buttons;
  let eye: vscode.QuickInputButton | undefined;
  const showButtons = (): void => {
    eye = question.password === true ? eyeOf(box.password) : undefined;
    box.buttons = [...first, ...(other ? [other] : []), ...(eye ? [eye] : [])];
  };
  showButtons();
  let tried = false;
  const pause = new Debounce();
  const tell = async (say: (value: string) => Promise<string | undefined>, value: string): Promise<void> => {
    const said = await say(value);
    const isStill = box.value === value && box.enabled && box.validationMessage === undefined;
    if (said !== undefined && isStill) {
      box.validationMessage = { message: said, severity: vscode.InputBoxValidationSeverity.Info };
    }
  };
  const accept = async (): Promise<boolean> => {
    tried = true;
    pause.cancel();
    box.validationMessage = question.check(box.value);
    if (box.validationMessage !== undefined) return false;
    if (!question.submit) return true;
    box.busy = true;
    box.enabled = false;
    box.validationMessage = await question.submit(box.value);
    box.busy = false;
    box.enabled = true;
    return box.validationMessage === undefined;
  };
  box.onDidChangeValue((value) => {
    box.validationMessage = tried ? question.check(value) : undefined;
    if (hint && question.check(value) === undefined) pause.schedule(() => void tell(hint, value));
  });
  return answerOf<string | X>(box, {
    onAccept: async () => ((await accept()) ? box.value : undefined),
    onButton: (button) => {
      if (button === other) return alternative?.value;
      box.password = !box.password;
      showButtons();
      return undefined;
    },
    onEnd: () => pause.cancel(),
  });
};

const eyeOf = (hidden: boolean): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon(hidden ? 'eye' : 'eye-closed'),
  tooltip: hidden ? t('Show Password') : t('Hide Password'),
});

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
  /** Once the person stops typing; the items are asked for again when it is done. Must not reject. */
  readonly lookup?: (typed: string) => Promise<void>;
}

/** One of a list. */
export const askList = <T>(question: ListQuestion<T>): Promise<Answer<T>> =>
  askListWith(question, (value) => Promise.resolve(value));

/** As `askList`, and does something with the choice while the list shows that it is busy. `work` must not reject. */
export const askListWith = <T, R>(question: ListQuestion<T>, work: (value: T) => Promise<R>): Promise<Answer<R>> => {
  const list = vscode.window.createQuickPick<Item<T>>();
  // the order of the items says which matter; the editor would sort them by their letters
  Object.assign(list, { sortByLabel: false });
  setPosition(list, question);
  list.placeholder = question.placeholder;
  list.matchOnDescription = true;
  list.items = question.items('');
  const pause = new Debounce();
  const look = async (value: string): Promise<void> => {
    await question.lookup?.(value.trim());
    if (list.value === value && list.enabled && question.lookup) list.items = question.items(value.trim());
  };
  list.onDidChangeValue((value) => {
    const typed = value.trim();
    list.items = question.items(typed);
    pause.schedule(() => void look(value));
  });
  return answerOf(list, {
    onAccept: async () => {
      const choice = chosen(list);
      if (choice === undefined) return undefined;
      pause.cancel();
      list.busy = true;
      list.enabled = false;
      return work(choice.value);
    },
    onEnd: () => pause.cancel(),
  });
};

/** Who types and presses Enter at once may still have a line of the list of before selected: then the first of the new one is meant. */
const chosen = <T>({ activeItems: [active], items }: vscode.QuickPick<Item<T>>): Choice<T> | undefined => {
  const isChoice = (one: Item<T>): one is Choice<T> => 'value' in one;
  return active === undefined ? undefined : [active, ...items].filter(isChoice).find((one) => items.includes(one));
};
