import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../common/base/index.ts';
import { ChatHost, type OpenChat } from '../../../src/vscode/chat-host.ts';
import { aState, roomKey } from '../../support/chat-samples.ts';
import { fakeChat, type FakeChat } from '../../support/fake-chat.ts';

/** Nothing runs, nothing is to be quiet. */
const calm = { localTracker: false, silenced: false };

const fail = (error: unknown): never => {
  throw error;
};

test('nothing is opened before somebody asks', () => {
  const openChat = vi.fn(async () => fakeChat());
  const host = new ChatHost(openChat, fail);
  expect(host.facts).toEqual({ configured: false, registered: false, host: 'starting', ...calm });
  host.setConfigured(false);
  expect(host.facts).toEqual({ configured: false, registered: false, host: 'closed', ...calm });
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

/** A host with this service, and what it says from then on. */
const opened = async (chat: FakeChat) => {
  const host = new ChatHost(async () => chat, fail);
  await host.open();
  const kinds: string[] = [];
  host.onDidChange((facts) => kinds.push(facts.host));
  return { host, kinds };
};

describe('an engine that ends', () => {
  const failed = { kind: 'ended', hung: false, error: new AppError('ENGINE_FAILED', 'four times') } as const;
  const restarting = { kind: 'restarting', hung: false } as const;
  const open = { kind: 'open', hung: false } as const;
  test('and is back within 5 s: the views hear nothing of it', async () => {
    vi.useFakeTimers();
    try {
      const chat = fakeChat(aState());
      const { host, kinds } = await opened(chat);
      chat.setEngine(restarting);
      await vi.advanceTimersByTimeAsync(4999);
      expect(host.facts).toMatchObject({ host: 'open', chat: chat.state });
      chat.setEngine(open);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(kinds).not.toContain('opening');
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('and is not back within 5 s: they do, and keep what they know', async () => {
    vi.useFakeTimers();
    try {
      const chat = fakeChat(aState());
      const { host } = await opened(chat);
      chat.setEngine(restarting);
      await vi.advanceTimersByTimeAsync(5000);
      expect(host.facts).toMatchObject({ host: 'opening', chat: chat.state });
      expect(await host.open()).toBe(chat);
      chat.setEngine(open);
      expect(host.facts.host).toBe('open');
    } finally {
      vi.useRealTimers();
    }
  });

  test('for good: said with its code, and opened anew when asked', async () => {
    const chat = fakeChat(aState());
    const { host } = await opened(chat);
    chat.setEngine(failed);
    expect(host.facts).toMatchObject({ host: 'failed', failure: 'ENGINE_FAILED' });
    expect([chat.closed, host.service]).toEqual([true, undefined]);
    await host.restart();
    expect(host.facts.host).toBe('open');
    expect(host.facts).not.toHaveProperty('failure');
  });

  test('and whose place another window has taken: this one follows', async () => {
    const chat = fakeChat(aState());
    const { host } = await opened(chat);
    chat.setEngine({ kind: 'ended', hung: false, error: new AppError('LOCKED', 'taken') });
    expect(host.facts.host).toBe('otherWindow');
  });
});

test('an engine that says nothing is a fact, also while it opens, until it speaks or is closed', async () => {
  const chat = fakeChat(aState());
  let tell: Parameters<OpenChat>[0]['onEngine'] | undefined;
  const host = new ChatHost(async ({ onEngine }) => {
    tell = onEngine;
    onEngine({ kind: 'opening', hung: true });
    expect(host.facts).toMatchObject({ host: 'opening', hung: true });
    return chat;
  }, fail);
  await host.open();
  expect(host.facts).toMatchObject({ host: 'open', hung: true });
  tell?.({ kind: 'open', hung: false });
  expect(host.facts).not.toHaveProperty('hung');
  tell?.({ kind: 'open', hung: true });
  await host.close();
  expect(host.facts).not.toHaveProperty('hung');
});

test('closing does not wait for what opens and is in no hurry: it is cancelled', async () => {
  const host = new ChatHost(
    ({ onCancel }) => new Promise((_, reject) => onCancel(() => reject(new AppError('OFFLINE', 'cancelled')))),
    fail,
  );
  const opening = host.open();
  await Promise.all([host.close(), expect(opening).rejects.toMatchObject({ code: 'OFFLINE' })]);
  expect(host.facts.host).toBe('closed');
});
