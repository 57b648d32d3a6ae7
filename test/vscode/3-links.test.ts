import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CommandContext } from '../../src/vscode/commands/command-context.ts';
import { until } from '../support/until.ts';
import { access } from './access.ts';

const unknownId = 'f'.repeat(64);

/** The person: answers questions with these buttons, in this order, and otherwise gives up; keeps what was said. */
class Person {
  readonly asked: string[] = [];
  readonly told: string[] = [];
  readonly #answers: string[];
  readonly #real = { info: vscode.window.showInformationMessage, warning: vscode.window.showWarningMessage };

  constructor(...answers: string[]) {
    this.#answers = answers;
    const said = async (sentence: string, ...rest: unknown[]): Promise<unknown> => {
      const [options, ...buttons] = rest as [{ modal?: boolean }?, ...{ title: string }[]];
      (options?.modal === true ? this.asked : this.told).push(sentence);
      const picked = buttons.find(({ title }) => title === this.#answers[0]);
      if (picked) this.#answers.shift();
      return picked;
    };
    Object.assign(vscode.window, { showInformationMessage: said, showWarningMessage: said });
  }

  leave(): void {
    Object.assign(vscode.window, {
      showInformationMessage: this.#real.info,
      showWarningMessage: this.#real.warning,
    });
  }
}

const panels = (): readonly string[] =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs.map((tab) => tab.label))
    .filter((one) => one.startsWith('#'));

suite('links that open the editor', () => {
  let context: CommandContext;
  let open: (address: string, ...answers: string[]) => Promise<Person>;

  suiteSetup(async () => {
    const { context: found, links } = await access();
    context = found;
    open = async (address, ...answers) => {
      const person = new Person(...answers);
      try {
        await links.handleUri(vscode.Uri.parse(address, true));
      } finally {
        person.leave();
      }
      return person;
    };
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  suiteTeardown(() => context.holder.close());

  const linkOfGeneral = async (): Promise<string> => {
    const service = await context.holder.open();
    return context.link(service.resolveRoom('general'));
  };

  test('what is no link of ours is said to be none, and nothing is asked', async () => {
    for (const rest of [
      '',
      'open',
      'open?r=1',
      `join?r=${unknownId}`,
      `open?r=${unknownId}&x=1`,
      `open?r=${unknownId}#x`,
    ]) {
      const { asked, told } = await open(`${vscode.env.uriScheme}://p2p-chat.p2p-chat/${rest}`);
      assert.deepEqual(asked, []);
      assert.match(told.join(), /can’t read this link/);
    }
  });

  test('where P2P Chat is not running, it is not started without a yes', async () => {
    const address = await linkOfGeneral();
    await context.holder.close();
    assert.deepEqual((await open(address)).asked, ['Start P2P Chat to open a link?']);
    assert.equal(context.holder.service, undefined);
    assert.deepEqual(panels(), []);
  });

  test('a yes starts it, another one opens the conversation', async () => {
    const address = await linkOfGeneral();
    await context.holder.close();
    const { asked } = await open(address, 'Start');
    assert.deepEqual(asked, ['Start P2P Chat to open a link?', 'Open #general?']);
    assert.deepEqual(panels(), []);
    assert.deepEqual((await open(address, 'Open')).told, []);
    await until(() => panels().includes('#general'), 'a panel named #general');
  });

  test('a message that is not here is said not to be, one that is here is not', async () => {
    const address = await linkOfGeneral();
    const missing = await open(`${address}&m=${unknownId}`, 'Open');
    assert.deepEqual(missing.told, ['The linked message isn’t on this computer.']);
    const service = await context.holder.open();
    const room = service.resolveRoom('general');
    const { rows } = await service.history({ room, limit: 1, kinds: 'content' });
    const [row] = rows;
    assert.ok(row);
    const held = await open(`${address}&m=${row.id}`, 'Open');
    assert.deepEqual(held.told, []);
  });

  test('a conversation that nobody knows of is not opened', async () => {
    const { asked } = await open(`${vscode.env.uriScheme}://p2p-chat.p2p-chat/open?r=${unknownId}`);
    assert.match(asked.join(), /is to a conversation \w+ isn’t in|^This conversation isn’t on this computer/);
    assert.deepEqual(panels(), ['#general']);
  });

  test('one question at a time: a second link changes nothing', async () => {
    const address = await linkOfGeneral();
    const { links } = await access();
    let second: unknown;
    const person = new Person();
    const ask = vscode.window.showInformationMessage;
    Object.assign(vscode.window, {
      showInformationMessage: async (sentence: string, ...rest: []) => {
        second ??= links.handleUri(vscode.Uri.parse(address, true));
        await second;
        return ask(sentence, ...rest);
      },
    });
    await links.handleUri(vscode.Uri.parse(address, true));
    person.leave();
    assert.deepEqual(person.asked, ['Open #general?']);
  });
});
