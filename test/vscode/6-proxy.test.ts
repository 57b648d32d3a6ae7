import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parseTrackerAddress } from '../../common/base/index.ts';
import type { CommandContext } from '../../src/vscode/commands/command-context.ts';
import { startLocalTracker } from '../../src/vscode/commands/local-tracker.ts';
import { HttpProxy } from '../support/http-proxy.ts';
import { until } from '../support/until.ts';
import { access } from './access.ts';

/** No machine has such a name: only the proxy takes it. */
const name = 'tracker.internal';

const useProxy = (url: string | undefined): Thenable<void> =>
  vscode.workspace.getConfiguration('http').update('proxy', url, vscode.ConfigurationTarget.Global);

suite('a proxy that the editor is to use', () => {
  let context: CommandContext;
  let proxy: HttpProxy;
  let port: string;
  const passed = (how: string): boolean => proxy.asked.includes(`${how} ${name}:${port}`);

  suiteSetup(async () => {
    context = (await access()).context;
    proxy = await HttpProxy.start();
    ({ port } = new URL((await startLocalTracker(context)).url));
    await useProxy(proxy.url);
  });

  suiteTeardown(async () => {
    await useProxy(undefined);
    await context.holder.close();
    await (await context.loader.localTracker()).stop();
    await proxy[Symbol.asyncDispose]();
  });

  const found = async (url: string): Promise<string> => {
    const address = parseTrackerAddress(url);
    if (typeof address === 'string') return address;
    return (await context.loader.probeTracker(address)).kind;
  };

  test('a tracker is looked for through it', async () => {
    let kind = '';
    await until(
      async () => (kind = await found(`ws://${name}:${port}`)) === 'tracker',
      () => `a tracker that only the proxy reaches: ${kind}, ${proxy.asked.join()}`,
    );
    assert.ok(passed('GET'), proxy.asked.join());
  });

  test('with TLS it makes a tunnel', async () => {
    // this tracker has no certificate: that comes back through the tunnel, and the plain way then finds it
    assert.equal(await found(`wss://${name}:${port}`), 'plain');
    assert.ok(passed('CONNECT'), proxy.asked.join());
  });

  test('the engine talks to its tracker through it', async () => {
    const service = await context.holder.open();
    if (service.state.account) await service.signOut({});
    await service.register({ tracker: `ws://${name}:${port}`, username: 'carla', password: 'correct horse battery' });
    await until(() => service.state.connection.state === 'connected', 'connected');
    assert.ok(passed('UPGRADE'), proxy.asked.join());
    const room = await service.createRoom({ name: 'behind a proxy' });
    await until(() => service.state.conversations.some((one) => one.room === room), 'the room');
    await service.signOut({});
  });
});
