import { afterEach, expect, test, vi } from 'vitest';
import { vscodeHost } from '../../../webview/host.ts';

interface Posted {
  readonly id?: string;
  readonly method: string;
  readonly params: unknown;
}

type Hear = (event: { data: unknown }) => void;
const nothing = (): void => {};

afterEach(() => void vi.unstubAllGlobals());

/** The page's end of the wire, with a host that a test plays. */
const rig = () => {
  const posted: Posted[] = [];
  const listeners: Hear[] = [];
  vi.stubGlobal('window', {
    crypto,
    addEventListener: (_: string, listener: Hear) => listeners.push(listener),
  });
  vi.stubGlobal('acquireVsCodeApi', () => ({ postMessage: (message: Posted) => posted.push(message) }));
  const host = vscodeHost();
  host.start({
    snapshot: nothing,
    delta: nothing,
    windowFocus: nothing,
    focusComposer: nothing,
    focusMessages: nothing,
    reveal: nothing,
  });
  const answer = (how: object): void => {
    const data = { id: posted.at(-1)?.id, receiver: { type: 'webview' }, ...how };
    for (const hear of listeners) hear({ data });
  };
  return { host, posted, answer };
};

test('what is said once it is there, and what nobody answers, carries no id', () => {
  const { host, posted } = rig();
  host.notify('typing', { room: 'r' });
  expect(posted).toEqual([
    { method: 'notification', receiver: { type: 'extension' }, params: { verb: 'ready', params: {} } },
    { method: 'notification', receiver: { type: 'extension' }, params: { verb: 'typing', params: { room: 'r' } } },
  ]);
});

test('a call is answered as the host says, a refusal too', async () => {
  const { host, posted, answer } = rig();
  const found = { ok: true, value: { hits: ['a'], looked: 1 } };
  const finding = host.request('find', { room: 'r', text: 'x' });
  expect(posted.at(-1)).toMatchObject({
    method: 'request',
    params: { verb: 'find', params: { room: 'r', text: 'x' } },
  });
  answer({ result: found });
  expect(await finding).toEqual(found);
  const refusal = { ok: false, code: 'DISK_FULL', message: 'The disk is full.', kept: { key: 'k' } };
  const sending = host.request('send', { room: 'r', content: 'x' });
  answer({ result: refusal });
  expect(await sending).toEqual(refusal);
});

test('a call that the messenger itself refuses is a refusal in words', async () => {
  const { host, answer } = rig();
  const calling = host.request('edit', { entry: 'e', content: 'x' });
  answer({ error: { message: 'Unknown method: call' } });
  expect(await calling).toEqual({
    ok: false,
    code: 'INTERNAL',
    message: expect.stringContaining('Something went wrong in P2P Chat.'),
  });
});
