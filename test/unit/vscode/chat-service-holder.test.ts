import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../common/base/index.ts';
import { ChatServiceHolder, type OpenChat } from '../../../src/vscode/chat-service-holder.ts';
import { aState, roomKey } from '../../support/chat-samples.ts';
import { fakeChat, type FakeChat } from '../../support/fake-chat.ts';

/** Nothing runs, nothing is to be quiet. */
const calm = { localTracker: false, silenced: false };

const fail = (error: unknown): never => {
  throw error;
};

test('nothing is opened before somebody asks', () => {
  const openChat = vi.fn(async () => fakeChat());
  const holder = new ChatServiceHolder(openChat, fail);
  expect(holder.uiState).toEqual({ configured: false, registered: false, service: 'starting', ...calm });
  holder.setConfigured(false);
  expect(holder.uiState).toEqual({ configured: false, registered: false, service: 'closed', ...calm });
  expect(openChat).not.toHaveBeenCalled();
});

test('two who ask at once get the same service', async () => {
  const openChat = vi.fn(async () => fakeChat());
  const holder = new ChatServiceHolder(openChat, fail);
  const [one, two] = await Promise.all([holder.open(), holder.open()]);
  expect(one).toBe(two);
  expect(await holder.open()).toBe(one);
  expect(openChat).toHaveBeenCalledTimes(1);
});

test('another window has the account: said so, and tried again when asked', async () => {
  const chat = fakeChat(aState());
  const answers = ['locked', chat] as const;
  let asked = 0;
  const holder = new ChatServiceHolder(async () => answers[asked++] ?? 'locked', fail);
  await expect(holder.open()).rejects.toMatchObject({ code: 'LOCKED' });
  expect(holder.uiState.service).toBe('otherWindow');
  expect(await holder.open()).toBe(chat);
  expect(holder.uiState).toMatchObject({ service: 'open', configured: true });
});

test('after a reload the lock of before is waited for, and not called another window', async () => {
  vi.useFakeTimers();
  try {
    const chat = fakeChat(aState());
    let asked = 0;
    const holder = new ChatServiceHolder(async () => (++asked < 4 ? 'locked' : chat), fail);
    const kinds = new Set<string>();
    holder.onDidChange((uiState) => kinds.add(uiState.service));
    const opening = holder.open(6000);
    await vi.advanceTimersByTimeAsync(6000);
    expect(await opening).toBe(chat);
    expect([...kinds]).toEqual(['opening', 'open']);
    expect(asked).toBe(4);
  } finally {
    vi.useRealTimers();
  }
});

test('a failure to open keeps its code', async () => {
  const holder = new ChatServiceHolder(async () => fail(new AppError('NEWER_DATA', 'newer file')), fail);
  await expect(holder.open()).rejects.toMatchObject({ code: 'NEWER_DATA' });
  expect(holder.uiState).toMatchObject({ service: 'failed', failure: 'NEWER_DATA' });
});

test('changes and events of the service are passed on until it is closed', async () => {
  const chat = fakeChat();
  const holder = new ChatServiceHolder(async () => chat, fail);
  const uiState: boolean[] = [];
  const events: string[] = [];
  holder.onDidChange((now) => uiState.push(now.chat?.account !== undefined));
  holder.onEvent((event) => events.push(event.type));
  await holder.open();
  chat.set(aState());
  chat.tell({ type: 'room', room: roomKey(1), deleted: false });
  expect(uiState.at(-1)).toBe(true);
  expect(events).toEqual(['room']);
  await holder.close();
  expect(chat.closed).toBe(true);
  expect(holder.uiState.service).toBe('closed');
  const heard = uiState.length;
  chat.set(aState());
  chat.tell({ type: 'room', room: roomKey(1), deleted: true });
  expect([uiState.length, events.length]).toEqual([heard, 1]);
});

test('closing while opening waits and closes what came', async () => {
  const chat = fakeChat();
  const holder = new ChatServiceHolder(async () => chat, fail);
  const opening = holder.open();
  await holder.close();
  await opening;
  expect(chat.closed).toBe(true);
  expect(holder.service).toBeUndefined();
});

/** A holder with this service, and what it says from then on. */
const opened = async (chat: FakeChat) => {
  const holder = new ChatServiceHolder(async () => chat, fail);
  await holder.open();
  const kinds: string[] = [];
  holder.onDidChange((uiState) => kinds.push(uiState.service));
  return { holder, kinds };
};

describe('an engine that ends', () => {
  const failed = { kind: 'ended', hung: false, error: new AppError('ENGINE_FAILED', 'four times') } as const;
  const restarting = { kind: 'restarting', hung: false } as const;
  const open = { kind: 'open', hung: false } as const;
  test('and is back within 5 s: the views hear nothing of it', async () => {
    vi.useFakeTimers();
    try {
      const chat = fakeChat(aState());
      const { holder, kinds } = await opened(chat);
      chat.setEngine(restarting);
      await vi.advanceTimersByTimeAsync(4999);
      expect(holder.uiState).toMatchObject({ service: 'open', chat: chat.state });
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
      const { holder } = await opened(chat);
      chat.setEngine(restarting);
      await vi.advanceTimersByTimeAsync(5000);
      expect(holder.uiState).toMatchObject({ service: 'opening', chat: chat.state });
      expect(await holder.open()).toBe(chat);
      chat.setEngine(open);
      expect(holder.uiState.service).toBe('open');
    } finally {
      vi.useRealTimers();
    }
  });

  test('for good: said with its code, and opened anew when asked', async () => {
    const chat = fakeChat(aState());
    const { holder } = await opened(chat);
    chat.setEngine(failed);
    expect(holder.uiState).toMatchObject({ service: 'failed', failure: 'ENGINE_FAILED' });
    expect([chat.closed, holder.service]).toEqual([true, undefined]);
    await holder.restart();
    expect(holder.uiState.service).toBe('open');
    expect(holder.uiState).not.toHaveProperty('failure');
  });

  test('and whose place another window has taken: this one follows', async () => {
    const chat = fakeChat(aState());
    const { holder } = await opened(chat);
    chat.setEngine({ kind: 'ended', hung: false, error: new AppError('LOCKED', 'taken') });
    expect(holder.uiState.service).toBe('otherWindow');
  });
});

test('an engine that says nothing is a fact, also while it opens, until it speaks or is closed', async () => {
  const chat = fakeChat(aState());
  let tell: Parameters<OpenChat>[0]['onEngine'] | undefined;
  const holder = new ChatServiceHolder(async ({ onEngine }) => {
    tell = onEngine;
    onEngine({ kind: 'opening', hung: true });
    expect(holder.uiState).toMatchObject({ service: 'opening', hung: true });
    return chat;
  }, fail);
  await holder.open();
  expect(holder.uiState).toMatchObject({ service: 'open', hung: true });
  tell?.({ kind: 'open', hung: false });
  expect(holder.uiState).not.toHaveProperty('hung');
  tell?.({ kind: 'open', hung: true });
  await holder.close();
  expect(holder.uiState).not.toHaveProperty('hung');
});

test('closing does not wait for what opens and is in no hurry: it is cancelled', async () => {
  const holder = new ChatServiceHolder(
    ({ onCancel }) => new Promise((_, reject) => onCancel(() => reject(new AppError('OFFLINE', 'cancelled')))),
    fail,
  );
  const opening = holder.open();
  await Promise.all([holder.close(), expect(opening).rejects.toMatchObject({ code: 'OFFLINE' })]);
  expect(holder.uiState.service).toBe('closed');
});
