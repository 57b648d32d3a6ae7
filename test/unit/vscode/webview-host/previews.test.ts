import { expect, test } from 'vitest';
import { AppError, silentLogger } from '../../../../common/base/index.ts';
import { viewLimits } from '../../../../common/protocol/view/index.ts';
import { conversationItems } from '../../../../src/vscode/webview-host/conversation-items.ts';
import { Previews } from '../../../../src/vscode/webview-host/previews.ts';
import { aConversation, anAccount, aRow, aState, me, roomKey } from '../../../support/chat-samples.ts';
import { anOpenHolder } from '../../../support/feed-rig.ts';
import { fakeChat } from '../../../support/fake-chat.ts';

const settled = async (): Promise<void> => {
  for (let i = 0; i < 40; i++) await new Promise(setImmediate);
};

const rig = async (rooms = 3) => {
  const conversations = Array.from({ length: rooms }, (_, n) => aConversation(n + 1));
  const chat = fakeChat(aState({ conversations }));
  for (const { room } of conversations) chat.rows.set(room, [aRow(1), aRow(2, { content: 'the\nlast' })]);
  const holder = await anOpenHolder(chat);
  const previews = new Previews(holder, silentLogger);
  let told = 0;
  previews.onDidChange(() => told++);
  return { chat, holder, previews, told: () => told };
};

test('the last message of a conversation is read when it is wanted, in one line, and then kept up with what comes', async () => {
  const { chat, previews, told } = await rig();
  expect(previews.of(roomKey(1))).toBeUndefined();
  await settled();
  expect(previews.of(roomKey(1))).toEqual({ author: 'bia', own: false, at: 2, text: 'the last' });
  expect(told()).toBe(1);
  chat.receive(roomKey(1), aRow(3, { content: '**newer**\n```ts\nlet x\n```' }));
  chat.receive(roomKey(2), aRow(9, { content: 'not wanted' }));
  expect(previews.of(roomKey(1))?.text).toBe('newer let x');
  expect(told()).toBe(2);
  // late, and in its place before: the last one stays
  chat.receive(roomKey(1), aRow(2, { id: 'late', content: 'late' }));
  expect(previews.of(roomKey(1))?.text).toBe('newer let x');
});

test('a message of mine among them tells that I have written before', async () => {
  const { chat, previews } = await rig();
  chat.rows.set(roomKey(2), [aRow(1, { own: true }), aRow(2)]);
  chat.rows.set(roomKey(3), [aRow(1), aRow(2, { own: true })]);
  for (const [n, hasOwn] of [
    [1, false],
    [2, false],
    [3, true],
  ] as const) {
    previews.of(roomKey(n));
    await settled();
    expect(previews.hasOwn).toBe(hasOwn);
  }
});

test('what is edited or deleted is so in the list; who joins writes nothing', async () => {
  const { chat, previews } = await rig();
  previews.of(roomKey(1));
  await settled();
  await chat.edit({ entry: aRow(2).id as never, content: 'better' });
  expect(previews.of(roomKey(1))?.text).toBe('better');
  chat.receive(roomKey(1), aRow(7, { kind: 'joined' }));
  expect(previews.of(roomKey(1))?.text).toBe('better');
  await chat.deleteMessage({ entry: aRow(2).id as never });
  expect(previews.of(roomKey(1))).toMatchObject({ deleted: true, text: '' });
});

test.each([
  ['deleted', aRow(2, { kind: 'deleted' }), { deleted: true, text: '' }],
  ['edited', aRow(2, { content: 'better', edited: 5 }), { text: 'better' }],
  ['followed by a newer one', aRow(3, { content: 'newer' }), { text: 'newer' }],
  ['followed by a deletion of an older one', aRow(1, { kind: 'deleted' }), { text: 'the last' }],
] as const)('what is %s while it is being read is so in the list', async (_, row, expected) => {
  const { chat, previews } = await rig();
  const read = await chat.history({ room: roomKey(1), limit: 1, kinds: 'content' });
  const { promise, resolve } = Promise.withResolvers<typeof read>();
  Object.assign(chat, { history: () => promise });
  previews.of(roomKey(1));
  chat.receive(roomKey(1), row);
  resolve(read);
  await settled();
  expect(previews.of(roomKey(1))).toMatchObject(expected);
});

test('many are asked for a few at a time; one that cannot be read keeps no other from it', async () => {
  const { chat, previews } = await rig(60);
  const history = chat.history.bind(chat);
  let [now, most] = [0, 0];
  Object.assign(chat, {
    history: async (params: Parameters<typeof history>[0]) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      if (params.room === roomKey(5)) throw new AppError('DISK_ERROR', 'no');
      return history(params);
    },
  });
  const all = (): readonly (string | undefined)[] =>
    Array.from({ length: 60 }, (_, n) => previews.of(roomKey(n + 1))?.text);
  all();
  await settled();
  await settled();
  expect(most).toBe(4);
  expect(all().filter((text) => text === 'the last')).toHaveLength(59);
  expect(all()[4]).toBeUndefined();
});

test('somebody else’s are forgotten, and so is what was left out', async () => {
  const { chat, holder, previews } = await rig();
  previews.of(roomKey(1));
  await settled();
  chat.rows.set(roomKey(1), [aRow(8, { content: 'missed' })]);
  chat.stale([roomKey(1)]);
  expect(previews.of(roomKey(1))).toBeUndefined();
  await settled();
  expect(previews.of(roomKey(1))?.text).toBe('missed');
  chat.set({ account: { ...anAccount, identity: roomKey(7) as never } });
  expect(holder.service?.state.account?.identity).not.toBe(me);
  expect(previews.of(roomKey(1))).toBeUndefined();
  await settled();
});

test('a message is cut, and of more conversations than are kept the longest unused is read again', async () => {
  const { chat, previews } = await rig(1);
  chat.rows.set(roomKey(1), [aRow(1, { content: 'x'.repeat(5000) })]);
  previews.of(roomKey(1));
  await settled();
  expect(previews.of(roomKey(1))?.text.length).toBeLessThanOrEqual(viewLimits.previewText);
});

test('the list: pinned ones first, then the newest, without what was taken from it; each with whom it is with', () => {
  const members = [
    { identity: me, username: 'ana', presence: 'online', owner: false },
    { identity: 'b', username: 'bia', presence: 'dnd', owner: false },
  ] as const;
  const chat = aState({
    conversations: [
      aConversation(1, { lastAt: 5 }),
      aConversation(2, { lastAt: 9, kind: 'direct', name: 'bia', members }),
      aConversation(3, { lastAt: 1, pinned: true, mine: true }),
      aConversation(4, { lastAt: 20, readOnly: 'left', hidden: true }),
      aConversation(5, { lastAt: 2, readOnly: 'left', unread: 3, mentions: 1 }),
    ],
  });
  const items = conversationItems(chat, (room) =>
    room === roomKey(1) ? { author: 'x', own: false, at: 5, text: 'hi' } : undefined,
  );
  expect(items.map(({ room }) => room)).toEqual([roomKey(3), roomKey(2), roomKey(1), roomKey(5)]);
  expect(items[0]).toEqual({
    room: roomKey(3),
    kind: 'group',
    name: 'room 3',
    unread: 0,
    mentions: 0,
    muted: false,
    mine: true,
    pinned: true,
  });
  expect(items[1]?.other).toEqual(members[1]);
  expect(items[2]?.last?.text).toBe('hi');
  expect(items[3]).toMatchObject({ readOnly: 'left', unread: 3, mentions: 1 });
});

test('a list that is longer than what is kept is not read again and again', async () => {
  const { chat, previews } = await rig(viewLimits.previews + 10);
  let reads = 0;
  Object.assign(chat, {
    history: () => {
      reads++;
      return Promise.resolve({ rows: [], hasOlder: false, hasNewer: false });
    },
  });
  const drawn = (): void => {
    for (let n = 1; n <= viewLimits.previews + 10; n++) previews.of(roomKey(n));
  };
  for (let i = 0; i < 20; i++) {
    drawn();
    await settled();
  }
  expect(reads).toBe(viewLimits.previews);
});

test('what is removed from the list is forgotten, also while it is being read, and read anew when it is back', async () => {
  const { chat, previews } = await rig();
  const listed = chat.state.conversations;
  previews.of(roomKey(1));
  await settled();
  expect(previews.of(roomKey(1))?.text).toBe('the last');
  previews.of(roomKey(2));
  chat.set({
    conversations: listed.map((one) => (one.room === roomKey(3) ? one : { ...one, readOnly: 'left', hidden: true })),
  });
  await settled();
  for (const n of [1, 2]) chat.rows.set(roomKey(n), [aRow(9, { content: 'newer' })]);
  chat.set({ conversations: listed });
  expect([1, 2].map((n) => previews.of(roomKey(n)))).toEqual([undefined, undefined]);
  await settled();
  expect([1, 2].map((n) => previews.of(roomKey(n))?.text)).toEqual(['newer', 'newer']);
});

test('what is removed makes place for others', async () => {
  const { chat, previews } = await rig(viewLimits.previews + 1);
  const listed = chat.state.conversations;
  for (const { room } of listed) previews.of(room);
  await settled();
  const last = roomKey(viewLimits.previews + 1);
  expect(previews.of(last)).toBeUndefined();
  chat.set({ conversations: listed.slice(1) });
  previews.of(last);
  await settled();
  expect(previews.of(last)?.text).toBe('the last');
});
