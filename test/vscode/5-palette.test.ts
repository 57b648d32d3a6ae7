import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ChatServiceHolder } from '../../src/vscode/chat-service-holder.ts';
import type { CommandContext } from '../../src/vscode/commands/command-context.ts';
import type { CommandName } from '../../src/vscode/contributions/commands.ts';
import { until } from '../support/until.ts';
import { access } from './access.ts';
import { offered, runCommand } from './palette.ts';

const password = 'correct horse battery';

/** These change the state that the others are tried in, and are tried by themselves. */
const movers: readonly CommandName[] = ['connect', 'disconnect', 'restart', 'startLocalTracker', 'stopLocalTracker'];
/** What a command asks first, by its title; others say something. */
const asks: Partial<Record<CommandName, RegExp>> = {
  setup: /^Set Up P2P Chat$/,
  register: /^Create Account$/,
  signIn: /^Sign In/,
  signOut: /^Sign out of ana’s account\?/,
  createRoom: /^Create Room$/,
  openRoom: /^Open Room$/,
  openRoomToSide: /^Open to the Side$/,
  deleteRoom: /^Delete Room$/,
  copyLink: /^Copy Link$/,
  sendMessage: /^Send Message$/,
  setStatus: /^Set Status$/,
};
/** Of these the editor itself shows what comes of them. */
const shownElsewhere: readonly CommandName[] = ['showLog'];

/** Everything that is offered, each by itself, does what its title says or says why not. */
const runThrough = async (context: CommandContext, why: Partial<Record<CommandName, RegExp>>): Promise<void> => {
  const names = offered(context);
  for (const name of Object.keys(why)) assert.ok(names.includes(name as CommandName), `${name} is offered`);
  for (const name of names.filter((one) => !movers.includes(one) && !shownElsewhere.includes(one))) {
    const { asked, said, ran } = await runCommand(name);
    const what = `${name}: ${JSON.stringify({ asked, said, ran })}`;
    assert.ok(asked.length + said.length + ran.length > 0, `something comes of ${what}`);
    const reason = why[name];
    if (reason) assert.match(said.join('\n'), reason, what);
    else if (asks[name]) assert.match(asked[0] ?? '', asks[name], what);
    assert.ok(!said.some((one) => /Something went wrong|undefined/.test(one)), what);
  }
};

suite('the palette, state by state', () => {
  let context: CommandContext;
  let tracker: string;

  suiteSetup(async () => {
    context = (await access()).context;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await context.holder.close();
    const local = await context.loader.localTracker();
    ({ url: tracker } = await local.start());
  });

  suiteTeardown(async () => {
    await context.holder.close();
    await (await context.loader.localTracker()).stop();
  });

  const connected = async (): Promise<void> => {
    const service = await context.holder.open();
    await service.connect({});
    await until(() => service.state.connection.state === 'connected', 'a connection');
  };

  const nobodyElse = {
    joinRoom: /There are no other rooms on this tracker/,
    leaveRoom: /You can’t leave rooms you own\. Delete them instead\./,
    messagePerson: /No one else is on this tracker yet/,
    nextUnread: /No unread messages/,
    previousUnread: /No unread messages/,
    markAllRead: /No unread messages/,
  };

  test('connected', async () => {
    await connected();
    assert.deepEqual(
      offered(context).filter((name) => ['setup', 'register', 'signIn', 'connect'].includes(name)),
      [],
    );
    await runThrough(context, nobodyElse);
    // twice: on and off again
    await runCommand('toggleDnd');
  });

  test('offline by choice: everything is there, and what needs the tracker says so', async () => {
    const { said } = await runCommand('disconnect');
    assert.match(said.join(), /You’re offline\. Messages you write now are saved and sent later\./);
    assert.equal(context.holder.uiState.chat?.connection.chosen, true);
    const names = offered(context);
    assert.ok(names.includes('connect') && !names.includes('disconnect') && !names.includes('setup'));
    await runThrough(context, { ...nobodyElse, joinRoom: /You’re offline\. Go online to do this\. \| Go Online/ });
    await runCommand('toggleDnd');
    const { said: back } = await runCommand('connect');
    assert.match(back.join(), /Connecting to /);
    await connected();
    assert.equal(context.holder.uiState.chat?.connection.chosen, undefined);
  });

  test('the tracker is gone', async () => {
    await (await context.loader.localTracker()).stop();
    await until(() => context.holder.uiState.chat?.connection.state !== 'connected', 'no connection');
    await until(() => context.holder.uiState.chat?.connection.state === 'waiting', 'a next try');
    await runThrough(context, { ...nobodyElse, joinRoom: /needs the tracker.*Start Local Tracker/ });
    await runCommand('toggleDnd');
    await (await context.loader.localTracker()).start();
    await connected();
  });

  test('another window is active: that is said, and this one goes on when it is closed', async () => {
    await context.holder.close();
    const other = new ChatServiceHolder(
      (watch) => context.loader.openChat(watch),
      (error) => assert.fail(String(error)),
    );
    await other.open();
    await assert.rejects(context.holder.open(), { code: 'LOCKED' });
    assert.equal(context.holder.uiState.service, 'otherWindow');
    const names = offered(context).filter((name) => !movers.includes(name));
    assert.ok(names.includes('openRoom') && names.includes('createRoom') && !names.includes('setup'));
    for (const name of names.filter((one) => !['openSettings', 'openWalkthrough', ...shownElsewhere].includes(one))) {
      const { said } = await runCommand(name);
      assert.match(said.join('\n'), /^P2P Chat is active in another window\./, name);
    }
    await other.close();
    await until(() => context.holder.uiState.service === 'open', 'this window takes over');
    await connected();
  });

  test('signed out', async () => {
    await (await context.holder.open()).signOut({});
    assert.deepEqual(
      offered(context).filter((name) => !movers.includes(name)),
      ['register', 'signIn', 'openSettings', 'openWalkthrough', 'showLog'],
    );
    await runThrough(context, {});
    const { asked } = await runCommand('signIn');
    assert.match(asked.join(), /^Sign In: ana on 127\.0\.0\.1:\d+$/);
    // what is not offered is no dead end either, where a link or a key leads to it
    for (const name of [
      'connect',
      'disconnect',
      'createRoom',
      'joinRoom',
      'setStatus',
      'copyTrackerAddress',
    ] as const) {
      const { said } = await runCommand(name);
      assert.match(said.join(), /You are not signed in\. \| Sign In/, name);
    }
    await (await context.holder.open()).signIn({ tracker, username: 'ana', password });
    await connected();
  });
});
