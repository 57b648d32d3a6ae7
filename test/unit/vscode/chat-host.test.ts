import { expect, test, vi } from 'vitest';
import { AppError } from '../../../common/base/index.ts';
import { ChatHost } from '../../../src/vscode/chat-host.ts';
import { aState, roomKey } from '../../support/chat-samples.ts';
import { fakeChat } from '../../support/fake-chat.ts';

/** Nothing runs, nothing is to be quiet. */
const calm = { localTracker: false, silenced: false };

const fail = (error: unknown): never => {
  throw error;
};

test('nothing is opened before somebody asks', () => {
  const openChat = vi.fn(async () => fakeChat());
  const host = new ChatHost(openChat, fail);
  expect(host.facts).toEqual({ configured: false, host: 'starting', ...calm });
  host.setConfigured(false);
  expect(host.facts).toEqual({ configured: false, host: 'closed', ...calm });
  expect(openChat).not.toHaveBeenCalled();
});

test('two who ask at once get the same service', async () => {
  const openChat = vi.fn(async () => fakeChat());
  const host = new ChatHost(openChat, fail);
  const [one, two] = await Promise.all([host.open(), host.open()]);
  expect(one).toBe(two);
  expect(await host.open()).toBe(one);
  expect(openChat).toHaveBeenCalledTimes(1);
});

test('another window has the account: said so, and tried again when asked', async () => {
  const chat = fakeChat(aState());
  const answers = ['locked', chat] as const;
  let asked = 0;
  const host = new ChatHost(async () => answers[asked++] ?? 'locked', fail);
  await expect(host.open()).rejects.toMatchObject({ code: 'LOCKED' });
  expect(host.facts.host).toBe('otherWindow');
  expect(await host.open()).toBe(chat);
  expect(host.facts).toMatchObject({ host: 'open', configured: true });
});

test('after a reload the lock of before is waited for, and not called another window', async () => {
  vi.useFakeTimers();
  try {
    const chat = fakeChat(aState());
    let asked = 0;
    const host = new ChatHost(async () => (++asked < 4 ? 'locked' : chat), fail);
    const kinds = new Set<string>();
    host.onDidChange((facts) => kinds.add(facts.host));
    const opening = host.open(6000);
    await vi.advanceTimersByTimeAsync(6000);
    expect(await opening).toBe(chat);
    expect([...kinds]).toEqual(['opening', 'open']);
    expect(asked).toBe(4);
  } finally {
    vi.useRealTimers();
  }
});

test('a failure to open keeps its code', async () => {
  const host = new ChatHost(async () => fail(new AppError('NEWER_DATA', 'newer file')), fail);
  await expect(host.open()).rejects.toMatchObject({ code: 'NEWER_DATA' });
  expect(host.facts).toMatchObject({ host: 'failed', failure: 'NEWER_DATA' });
});

test('changes and events of the service are passed on until it is closed', async () => {
  const chat = fakeChat();
  const host = new ChatHost(async () => chat, fail);
  const facts: boolean[] = [];
  const events: string[] = [];
  host.onDidChange((now) => facts.push(now.chat?.account !== undefined));
  host.onEvent((event) => events.push(event.type));
  await host.open();
  chat.set(aState());
  chat.tell({ type: 'room', room: roomKey(1), deleted: false });
  expect(facts.at(-1)).toBe(true);
  expect(events).toEqual(['room']);
  await host.close();
  expect(chat.closed).toBe(true);
  expect(host.facts.host).toBe('closed');
  const heard = facts.length;
  chat.set(aState());
  chat.tell({ type: 'room', room: roomKey(1), deleted: true });
  expect([facts.length, events.length]).toEqual([heard, 1]);
});

test('closing while opening waits and closes what came', async () => {
  const chat = fakeChat();
  const host = new ChatHost(async () => chat, fail);
  const opening = host.open();
  await host.close();
  await opening;
  expect(chat.closed).toBe(true);
  expect(host.service).toBeUndefined();
});
