import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCodes } from '../../../common/base/index.ts';
import { viewCommands } from '../../../common/protocol/view/index.ts';
import type { CommandHandler, CommandHandlers } from '../../../src/vscode/commands/command-context.ts';
import { commandId, commandNames, type CommandName } from '../../../src/vscode/contributions/commands.ts';
import { contextKeyId, type ContextValues, type StateValues } from '../../../src/vscode/contributions/context-keys.ts';
import { settingId, type SettingValue } from '../../../src/vscode/contributions/settings.ts';
import { dashboardCommands } from '../../../src/vscode/model/dashboard.ts';
import { errorText } from '../../../src/vscode/model/error-text.ts';

const having = (text: RegExp): readonly string[] =>
  globSync('src/vscode/**/*.ts', { exclude: ['**/.tsbuild/**'] }).filter((file) =>
    text.test(readFileSync(file, 'utf8')),
  );

test('the editor hears of commands, settings and context keys in one place each', () => {
  expect(having(/\bregister\w*Command\b/)).toEqual(['src/vscode/commands/index.ts']);
  expect(having(/\b(getConfiguration|affectsConfiguration)\b/)).toEqual(['src/vscode/config.ts']);
  expect(having(/\bsetContext\b/)).toEqual(['src/vscode/context-keys.ts']);
});

const nothing: CommandHandler = () => Promise.resolve();
const withoutDnd = {
  configured: true,
  service: 'open',
  registered: true,
  connectionState: 'online',
  connected: true,
  hasRooms: true,
  hasUnread: true,
  localTrackerRunning: true,
} as const;

// Each of the marked lines has to be an error for the compiler, or `npm run types` fails.
test('what no table has does not compile, nor what lacks something of a table', () => {
  // @ts-expect-error no command
  expect(commandId('fly')).toBe('p2pChat.fly');
  // @ts-expect-error no setting
  expect(settingId('fly')).toBe('p2pChat.fly');
  // @ts-expect-error no context key
  expect(contextKeyId('fly')).toBe('p2pChat.fly');
  // @ts-expect-error a handler without its command
  const strange: CommandHandlers = { fly: nothing };
  // @ts-expect-error commands without their handlers
  const missing: Readonly<Record<CommandName, CommandHandler>> = { setup: nothing };
  // @ts-expect-error no choice of this setting
  const choice: SettingValue<'notifications.level'> = 'some';
  // @ts-expect-error a value that this key never has
  const state: Partial<ContextValues> = { service: 'gone' };
  // @ts-expect-error a key of the uiState that is not told
  const untold: StateValues = withoutDnd;
  expect([strange, missing, choice, state, untold]).toHaveLength(5);
});

test('what pages, the hover and errors offer are commands', () => {
  const offered: readonly CommandName[] = [
    ...viewCommands,
    ...dashboardCommands,
    ...errorCodes.flatMap((code) => errorText(code).actions),
  ];
  for (const name of offered) expect(commandNames).toContain(name);
});
