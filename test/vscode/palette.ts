import * as vscode from 'vscode';
import type { CommandContext } from '../../src/vscode/commands/command-context.ts';
import { commandId, commandNames, type CommandName } from '../../src/vscode/contributions/commands.ts';
import { contextKeyId, eventKeys } from '../../src/vscode/contributions/context-keys.ts';
import { contextKeys } from '../../src/vscode/model/context-keys.ts';
import { holds } from '../support/when-clause.ts';
import { extension } from './access.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
  };
}

/** What the palette offers now, by the manifest's own clauses. No page is open. */
export const offered = ({ holder: host }: CommandContext): readonly CommandName[] => {
  const { commands, menus } = (extension().packageJSON as Manifest).contributes;
  const values = {
    ...Object.fromEntries(Object.keys(eventKeys).map((key) => [key, false])),
    ...contextKeys(host.uiState),
  };
  const keys = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [contextKeyId(key as 'service'), value]),
  );
  return commandNames.filter((name) => {
    const clauses = [
      ...menus.commandPalette.filter(({ command }) => command === commandId(name)).map(({ when }) => when),
      ...commands.filter(({ command }) => command === commandId(name)).map(({ enablement }) => enablement),
    ];
    return clauses.every((clause) => clause === undefined || holds(clause, keys));
  });
};

/** What a person notices of a command. */
export interface Noticed {
  /** Titles of what was asked: boxes, lists, and the sentences of modal questions. */
  readonly asked: readonly string[];
  /** Messages with their buttons, and what the status bar says. */
  readonly said: readonly string[];
  /** Commands of the editor that were run. */
  readonly ran: readonly string[];
}

const nothing = (): void => {};
const never = (): vscode.Disposable => ({ dispose: nothing });

/** A box or list that the person looks at, and closes. */
const closedAtOnce = (shown: (title: string) => void): object => {
  let hide = nothing;
  const input = {
    title: '',
    buttons: [],
    items: [],
    value: '',
    onDidTriggerButton: never,
    onDidAccept: never,
    onDidChangeValue: never,
    onDidHide: (listener: () => void) => {
      hide = listener;
      return never();
    },
    show: () => {
      shown(input.title);
      hide();
    },
    dispose: nothing,
  };
  return input;
};

/** Runs a command as the palette does. Its person closes every box and takes no button. */
export const runCommand = async (name: CommandName): Promise<Noticed> => {
  const asked: string[] = [];
  const said: string[] = [];
  const ran: string[] = [];
  const message = async (sentence: string, ...rest: unknown[]): Promise<undefined> => {
    const options = rest.filter((one) => typeof one === 'object' && one !== null) as {
      modal?: boolean;
      title?: string;
    }[];
    const isModal = options.some(({ modal }) => modal === true);
    const buttons = rest
      .flatMap((one) => (typeof one === 'string' ? [one] : []))
      .concat(options.flatMap(({ title }) => title ?? []));
    (isModal ? asked : said).push([sentence, ...buttons].join(' | '));
  };
  const input = (): object => closedAtOnce((title) => asked.push(title));
  const { window, commands } = vscode;
  const real = {
    createInputBox: window.createInputBox,
    createQuickPick: window.createQuickPick,
    showInformationMessage: window.showInformationMessage,
    showWarningMessage: window.showWarningMessage,
    showErrorMessage: window.showErrorMessage,
    setStatusBarMessage: window.setStatusBarMessage,
  };
  const execute = commands.executeCommand;
  Object.assign(window, {
    createInputBox: input,
    createQuickPick: input,
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
    setStatusBarMessage: (text: string) => {
      said.push(text);
      return never();
    },
  });
  Object.assign(commands, {
    executeCommand: (id: string, ...rest: unknown[]) => {
      if (!id.startsWith('workbench.')) return execute.call(commands, id, ...rest);
      ran.push(id);
      return Promise.resolve();
    },
  });
  try {
    await execute.call(commands, commandId(name));
  } finally {
    Object.assign(window, real);
    Object.assign(commands, { executeCommand: execute });
  }
  return { asked, said, ran };
};
