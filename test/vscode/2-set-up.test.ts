import * as assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { ChatServiceHolder } from '../../src/vscode/chat-service-holder.ts';
import { enterGeneral } from '../../src/vscode/commands/general.ts';
import type { CommandContext } from '../../src/vscode/commands/command-context.ts';
import { startLocalTracker } from '../../src/vscode/commands/local-tracker.ts';
import { writeSetting } from '../../src/vscode/config.ts';
import { commandId } from '../../src/vscode/contributions/commands.ts';
import { peopleModel } from '../../src/vscode/model/people-model.ts';
import { roomsModel } from '../../src/vscode/model/rooms-model.ts';
import { statusBarModel } from '../../src/vscode/model/status-bar-model.ts';
import { until } from '../support/until.ts';
import { access } from './access.ts';
import { Person } from './person.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const password = 'correct horse battery';

/** Of each panel that is made meanwhile, its icon, and what loads its page: the editor does so for its options as for its document. */
const madePanels = async (
  work: () => Promise<void>,
): Promise<{ loads: readonly string[]; icons: readonly unknown[] }> => {
  const { createWebviewPanel } = vscode.window;
  const loads: string[] = [];
  const panels: vscode.WebviewPanel[] = [];
  const watched = (...args: Parameters<typeof createWebviewPanel>): vscode.WebviewPanel => {
    const panel = createWebviewPanel(...args);
    panels.push(panel);
    const real: unknown = Object.getPrototypeOf(panel.webview);
    assert.ok(typeof real === 'object' && real !== null);
    for (const name of ['options', 'html']) {
      assert.ok(name in real, `a webview has ${name}`);
      Object.defineProperty(panel.webview, name, {
        get: (): unknown => Reflect.get(real, name, panel.webview),
        set: (value: unknown) => {
          loads.push(name);
          Reflect.set(real, name, value, panel.webview);
        },
      });
    }
    return panel;
  };
  Object.assign(vscode.window, { createWebviewPanel: watched });
  try {
    await work();
  } finally {
    Object.assign(vscode.window, { createWebviewPanel });
  }
  return { loads, icons: panels.map(({ iconPath }) => iconPath) };
};

suite('set up, alone, with a tracker on this computer', () => {
  let context: CommandContext;
  let tracker: string;

  suiteSetup(async () => {
    context = (await access()).context;
    await writeSetting('localTracker.port', await freePort());
    await writeSetting('network.listenHost', 'loopback');
  });

  suiteTeardown(async () => {
    await context.holder.close();
    await (await context.loader.localTracker()).stop();
  });

  test('the local tracker starts, and is found again', async () => {
    ({ url: tracker } = await startLocalTracker(context));
    const again = await (await context.loader.localTracker()).start();
    assert.deepEqual(again, { url: tracker, reused: true, addresses: [] });
    assert.equal(context.holder.uiState.localTracker, true);
  });

  test('what is no address is asked for again with what was typed, and why', async () => {
    const person = new Person(['foo bar']);
    try {
      void vscode.commands.executeCommand(commandId('setup'));
      await until(() => person.boxes.length === 2, 'the box for an address');
      const [, box] = person.boxes;
      assert.equal(box?.offered, 'foo bar');
      assert.match(String(box?.validationMessage), /^Enter an address such as /);
    } finally {
      person.leave();
    }
  });

  test('Set Up is three questions, and the first message can be written', async () => {
    const person = new Person(['Start a tracker on this computer', 'ana', password]);
    try {
      await vscode.commands.executeCommand(commandId('setup'));
    } finally {
      person.leave();
    }
    const titles = [
      'Set Up P2P Chat',
      ...Array.from({ length: 2 }, () => `Set Up P2P Chat: ${tracker.replace('ws://', '')}`),
    ];
    assert.deepEqual([person.asked, person.enters], [titles, 3]);
    const secret = person.boxes[2];
    assert.ok(secret?.password, 'a password is hidden');
    assert.match(secret?.prompt ?? '', /at least 10 characters\. .*cannot be recovered\./);
    const [eye] = secret?.buttons.slice(-1) ?? [];
    assert.equal(eye?.tooltip, 'Show Password');
    secret?.press(eye);
    assert.deepEqual([secret?.password, secret?.buttons.at(-1)?.tooltip], [false, 'Hide Password']);
    const service = await context.holder.open();
    assert.equal(service.state.account?.username, 'ana');
    await until(() => service.state.connection.state === 'connected', 'connected');
    assert.equal(context.holder.uiState.configured, true);
    assert.equal(statusBarModel(context.holder.uiState, 'always')?.text, '$(comment-discussion) ana');
  });

  test('general is made, opened in a panel and stands in the tree', async () => {
    const service = await context.holder.open();
    const room = await enterGeneral(service);
    await context.show(room);
    await until(
      () => vscode.window.tabGroups.all.some((group) => group.tabs.some((tab) => tab.label === '#general')),
      'a panel named #general',
    );
    const [group] = roomsModel(service.state);
    assert.deepEqual([group?.label, group?.children?.map((child) => child.label)], ['Rooms', ['general']]);
    await until(() => peopleModel(service.state)[0]?.children?.[0]?.label === 'ana', 'me among the people');
    assert.equal(await enterGeneral(service), room);
  });

  test('opening it again brings the same panel to the front', async () => {
    const service = await context.holder.open();
    await vscode.commands.executeCommand(commandId('openRoom'), service.resolveRoom('general'));
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.equal(tabs.filter((tab) => tab.label === '#general').length, 1);
  });

  test('a new panel has an icon, and loads its page once', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const room = (await context.holder.open()).resolveRoom('general');
    const { loads, icons } = await madePanels(() => context.show(room));
    assert.deepEqual(loads, ['html']);
    assert.deepEqual(icons, [new vscode.ThemeIcon('comment-discussion')]);
  });

  test('a tracker for the network tells what teammates enter, and is left to this computer again', async () => {
    const person = new Person([]);
    try {
      const { addresses } = await startLocalTracker(context, 'all');
      assert.deepEqual(context.holder.uiState.teamAddresses, addresses);
      const [told = ''] = person.told;
      assert.match(told, addresses.length > 0 ? /If a firewall asks about / : /no one else can reach it\.$/);
      for (const address of addresses) assert.ok(told.includes(address));
      // it is kept: the next start needs no word about it
      assert.equal((await (await context.loader.localTracker()).start()).reused, true);
    } finally {
      person.leave();
    }
    await startLocalTracker(context, 'loopback');
    assert.deepEqual(context.holder.uiState.teamAddresses, []);
    const service = await context.holder.open();
    await service.connect({});
    await until(() => service.state.connection.state === 'connected', 'connected again');
  });

  test('what is written is kept', async () => {
    const service = await context.holder.open();
    const room = service.resolveRoom('general');
    await service.send({ room, content: 'hello' });
    const { rows } = await service.history({ room, limit: 10, kinds: 'content' });
    assert.deepEqual(
      rows.map((row) => row.content),
      ['hello'],
    );
  });

  test('a second window of the same account is told where it runs', async () => {
    const second = new ChatServiceHolder(
      (watch) => context.loader.openChat(watch),
      (error) => assert.fail(String(error)),
    );
    await assert.rejects(second.open(), { code: 'LOCKED' });
    assert.equal(second.uiState.service, 'otherWindow');
    assert.equal(
      statusBarModel({ ...second.uiState, configured: true }, 'always')?.ariaLabel,
      'P2P Chat, P2P Chat is active in another window',
    );
  });

  test('closed and opened again, everything is still there', async () => {
    await context.holder.close();
    const service = await context.holder.open();
    assert.equal(service.state.account?.username, 'ana');
    const room = service.resolveRoom('general');
    const { rows } = await service.history({ room, limit: 10, kinds: 'content' });
    assert.deepEqual(
      rows.map((row) => row.content),
      ['hello'],
    );
    await until(() => service.state.connection.state === 'connected', 'connected again');
  });

  test('signed out and in again with the password', async () => {
    const service = await context.holder.open();
    await service.signOut({});
    assert.equal(service.state.account, undefined);
    assert.deepEqual(roomsModel(service.state), []);
    await assert.rejects(service.signIn({ tracker, username: 'ana', password: 'not the password' }), {
      code: 'BAD_CREDENTIALS',
    });
    await service.signIn({ tracker, username: 'ana', password });
    await until(() => service.state.conversations.some((one) => one.name === 'general'), 'the room again');
  });
});
