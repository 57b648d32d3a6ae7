import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { viewIds } from '../../src/vscode/contributions/views.ts';
import { access, extension } from './access.ts';
import { offered, runCommand } from './palette.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

suite('activation', () => {
  test('takes little time', async () => {
    const { activationTook } = await access();
    console.log(`activation took ${activationTook.toFixed(1)} ms (goal 150)`);
    assert.ok(activationTook < 5 * 150);
  });

  test('opens nothing and reads nothing before the first Set Up', async () => {
    const { context } = await access();
    await until(() => context.holder.uiState.service !== 'starting', 'the look at the disk');
    assert.deepEqual(await context.loader.readSetupState(), { configured: false, registered: false });
    assert.deepEqual(await context.loader.knownAccounts(), []);
    assert.deepEqual(context.holder.uiState, {
      configured: false,
      registered: false,
      service: 'closed',
      localTracker: false,
      silenced: false,
    });
  });

  test('registers exactly the commands of the manifest', async () => {
    const { contributes } = extension().packageJSON as Manifest;
    const declared = contributes.commands.map((one) => one.command);
    const registered = (await vscode.commands.getCommands(true)).filter((id) => /^p2pChat\.\w+$/.test(id));
    // the editor makes one to open each view
    const opening: readonly string[] = Object.values(viewIds);
    assert.deepEqual(registered.filter((id) => !opening.includes(id)).toSorted(), declared.toSorted());
  });

  test('views can be shown', async () => {
    await vscode.commands.executeCommand(`${viewIds.rooms}.focus`);
  });

  test('before the first Set Up the palette offers how to begin', async () => {
    const { context } = await access();
    const begin = ['setup', 'signIn', 'startLocalTracker', 'openSettings', 'openWalkthrough', 'showLog'];
    assert.deepEqual(offered(context), begin);
    assert.deepEqual((await runCommand('setup')).asked, ['Set Up P2P Chat']);
    assert.deepEqual((await runCommand('signIn')).asked, ['Sign In']);
    await context.holder.close();
    assert.equal(context.holder.uiState.configured, false);
  });

  test('nothing of ours opens by itself', () => {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.equal(
      tabs.some((tab) => tab.input instanceof vscode.TabInputWebview),
      false,
    );
  });
});
