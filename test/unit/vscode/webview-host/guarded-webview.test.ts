import { expect, test } from 'vitest';
import { Messenger } from 'vscode-messenger';
import { Emitter } from '../../../../common/base/index.ts';
import { notification, request } from '../../../../common/protocol/view/index.ts';
import { guardedWebview } from '../../../../src/vscode/webview-host/guarded-webview.ts';

type Panel = Parameters<Messenger['registerWebviewPanel']>[0];

/** Two pages on one messenger, as two panels are. */
const rig = () => {
  const messenger = new Messenger();
  const heard: string[] = [];
  const page = (name: string) => {
    const says = new Emitter<unknown>();
    const told: unknown[] = [];
    const panel = {
      viewType: 'chat',
      visible: true,
      onDidDispose: () => ({ dispose: () => {} }),
      webview: { onDidReceiveMessage: says.event, postMessage: async (said: unknown) => told.push(said) > 0 },
    };
    const participant = messenger.registerWebviewPanel(guardedWebview(panel as unknown as Panel));
    const options = { sender: participant };
    messenger.onNotification(notification, () => void heard.push(name), options);
    messenger.onRequest(
      request,
      () => {
        heard.push(name);
        return { ok: false, code: 'INTERNAL', message: name } as const;
      },
      options,
    );
    return { says: (said: unknown) => says.fire(said), told, participant };
  };
  return { one: page('one'), other: page('other'), heard };
};
const receiver = { type: 'extension' };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a page is heard as itself, whoever it says it is', async () => {
  const { one, other, heard } = rig();
  for (const sender of [
    undefined,
    other.participant,
    { type: 'webview' },
    { type: 'webview', webviewType: 'chat' },
    receiver,
  ]) {
    one.says({ method: 'notification', receiver, sender });
    one.says({ id: 'x', method: 'request', receiver, sender });
  }
  await settled();
  expect(heard).toEqual(Array.from({ length: 10 }, () => 'one'));
  expect(one.told).toMatchObject(Array.from({ length: 5 }, () => ({ id: 'x', result: { message: 'one' } })));
  expect(other.told).toEqual([]);
});

test('a page says nothing to another one, and nothing that is no message', async () => {
  const { one, other, heard } = rig();
  for (const to of [other.participant, { type: 'webview', webviewType: 'chat' }, { type: 'broadcast' }])
    one.says({ method: 'snapshot', receiver: to, params: {} });
  for (const nothing of [
    undefined,
    null,
    'notification',
    {},
    { id: 'x', receiver, result: {} },
    { id: 1, method: 'notification', receiver },
  ])
    one.says(nothing);
  await settled();
  expect([heard, one.told, other.told]).toEqual([[], [], []]);
});
