import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RoomKey } from '../../common/model/index.ts';
import type { CommandContext } from '../../src/vscode/commands/command-context.ts';
import { commandId, type CommandName } from '../../src/vscode/contributions/commands.ts';
import { roomsModel } from '../../src/vscode/model/rooms-model.ts';
import { badgeDecorations, roomUri } from '../../src/vscode/tree/decorations.ts';
import { TreeProvider } from '../../src/vscode/tree/tree-provider.ts';
import { until } from '../support/until.ts';
import { access } from './access.ts';

const run = (command: CommandName, target?: unknown): Thenable<unknown> =>
  vscode.commands.executeCommand(commandId(command), target);
const labels = (): readonly string[] =>
  vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
const groups = (): readonly (readonly string[])[] =>
  vscode.window.tabGroups.all.map(({ tabs }) => tabs.map(({ label }) => label));
const are = (wanted: readonly (readonly string[])[]): Promise<void> =>
  until(
    () => JSON.stringify(groups()) === JSON.stringify(wanted),
    () => `${JSON.stringify(wanted)} among ${JSON.stringify(groups())}`,
  );
const never = new vscode.CancellationTokenSource().token;

suite('around the conversation', () => {
  let context: CommandContext;
  let room: RoomKey;

  suiteSetup(async () => {
    context = (await access()).context;
    room = (await context.holder.open()).resolveRoom('general');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  suiteTeardown(() => context.holder.close());

  const accepted = async (): Promise<boolean> => {
    if (isMuted()) return true;
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return false;
  };
  const isMuted = (): boolean =>
    context.holder.uiState.chat?.conversations.some((one) => one.room === room && one.muted) ?? false;

  test('a line of the tree has everything that menus, screen readers and the pointer need', () => {
    const provider = new TreeProvider();
    provider.show(roomsModel(context.holder.uiState.chat));
    const [group] = provider.getChildren();
    assert.ok(group);
    const [line] = provider.getChildren(group);
    assert.ok(line);
    const item = provider.getTreeItem(line);
    assert.deepEqual([item.id, item.label, item.contextValue], [`room:${room}`, 'general', 'room;joined;delete']);
    assert.match(item.accessibilityInformation?.label ?? '', /^Room general, \d of \d online$/);
    assert.equal(item.tooltip, undefined);
    const { tooltip } = provider.resolveTreeItem(item, line);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(tooltip.value, /general/);
    assert.ok(tooltip.isTrusted !== true);
    provider.dispose();
  });

  test('marks have at most two characters', () => {
    const badge = (kind: 'unread' | 'mention' | 'quiet', count: number): string | undefined => {
      const found = badgeDecorations.provideFileDecoration(roomUri(room, { kind, count }), never);
      return found instanceof vscode.FileDecoration ? found.badge : undefined;
    };
    assert.deepEqual([badge('unread', 3), badge('unread', 10), badge('unread', 1000)], ['3', '9+', '9+']);
    assert.deepEqual([badge('mention', 3), badge('mention', 10)], ['@3', '@+']);
    assert.deepEqual([badge('quiet', 3), badge('quiet', 0)], ['3', undefined]);
    assert.equal(badgeDecorations.provideFileDecoration(vscode.Uri.file('/a?unread=3'), never), undefined);
  });

  test('muted and heard again', async () => {
    const muting = run('muteRoom', room);
    await until(accepted, 'muted', 100);
    await muting;
    await run('unmuteRoom', room);
    await until(() => !isMuted(), 'heard again');
  });

  test('a link of the conversation comes into the clipboard', async () => {
    await run('copyLink', room);
    assert.equal(await vscode.env.clipboard.readText(), context.link(room));
  });

  test('a conversation opens to the side, and is the one that is looked at', async () => {
    await run('openRoomToSide', room);
    await until(() => labels().includes('#general'), 'the panel');
    assert.equal(context.current, room);
    await run('focusComposer');
    await run('focusMessages');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('beside what is open it really opens to the side, also a tab that is open already', async () => {
    const service = await context.holder.open();
    const other = await service.createRoom({ name: 'aside' });
    await context.show(room, undefined, 'editor');
    await are([['#general']]);
    await run('openRoomToSide', other);
    await are([['#general'], ['#aside']]);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await context.show(room, undefined, 'editor');
    await context.show(other, undefined, 'editor');
    await are([['#general', '#aside']]);
    await run('openRoomToSide', other);
    await are([['#general'], ['#aside']]);
    await service.deleteRoom({ room: other });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('the conversation on screen goes to the side bar, and back to the editor', async () => {
    await context.show(room, undefined, 'editor');
    await until(() => labels().includes('#general'), 'the panel');
    await run('openInSidebar');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until(() => labels().length === 0 && context.current === room, 'it in the side bar alone');
    await run('openInEditor');
    await until(() => labels().includes('#general'), 'the panel again');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('what a room that is over leaves in the list can be taken from it, and a pinned one stands first', async () => {
    const listed = (): readonly string[] =>
      roomsModel(context.holder.uiState.chat).flatMap(({ label, children = [] }) => [
        label,
        ...children.map((one) => one.label),
      ]);
    const over = (await context.holder.open()).state.conversations.find(({ name }) => name === 'aside');
    await until(() => listed().includes('aside'), 'the deleted room');
    await run('removeRoom', over?.room);
    await until(() => !listed().includes('aside'), 'the list without it');
    await run('pinRoom', room);
    await until(() => listed()[0] === 'Pinned' && listed()[1] === 'general', 'the pinned one first');
    await run('unpinRoom', room);
    await until(() => listed()[0] === 'Rooms', 'no pinned one');
  });

  test('nothing is unread: going there and marking it changes nothing', async () => {
    for (const command of ['nextUnread', 'previousUnread', 'markAllRead'] as const) await run(command);
    await run('markRead', room);
    assert.deepEqual(labels(), []);
    assert.equal(context.holder.uiState.chat?.unread, 0);
  });

  test('the quick switcher opens what is chosen in it', async () => {
    const opening = run('openRoom');
    const opened = async (): Promise<boolean> => {
      if (labels().includes('#general')) return true;
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return false;
    };
    await until(opened, 'the room that was chosen', 100);
    await opening;
    assert.deepEqual(labels(), ['#general']);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('the walkthrough opens when it is asked for', async () => {
    await run('openWalkthrough');
    await until(
      () => labels().some((label) => /Welcome|P2P Chat/.test(label)),
      () => `its tab among ${labels().join()}`,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('offline by choice, with everything that is here, and online again', async () => {
    await run('disconnect');
    assert.deepEqual(
      [
        context.holder.uiState.service,
        context.holder.uiState.registered,
        context.holder.uiState.chat?.connection.chosen,
      ],
      ['open', true, true],
    );
    const service = await context.holder.open();
    const { id } = await service.send({ room, content: 'kept for later' });
    const { rows } = await service.history({ room, limit: 1, kinds: 'content' });
    assert.equal(rows[0]?.id, id);
    // also for the next window
    await context.holder.close();
    assert.equal((await context.holder.open()).state.connection.chosen, true);
    await run('connect');
    assert.equal(context.holder.uiState.chat?.connection.chosen, undefined);
  });
});
