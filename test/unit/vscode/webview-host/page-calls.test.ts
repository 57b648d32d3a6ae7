import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { aConversation, aRow, entryId, me, roomKey } from '../../../support/chat-samples.ts';
import { pageRig } from '../../../support/page-rig.ts';

const room = roomKey(1);
const other = roomKey(2);

const refused = (code: string) => ({ ok: false, code, message: expect.stringMatching(/\.$/) });

test.each([
  ['send', { room: other, content: 'hi' }],
  ['retry', { room: other, key: 'x' }],
  ['history', { room: other }],
  ['find', { room: other, text: 'message' }],
  ['typing', { room: other }],
  ['seen', { room: other }],
  ['draft', { room: other, text: 'x' }],
  ['discard', { room: other, key: 'x' }],
  ['deleteMessage', { room: other, entry: entryId(7) }],
  ['undoDelete', { room: other, entry: entryId(7) }],
  ['copyLink', { room: other }],
  ['command', { command: 'muteRoom', room: other }],
])('%s is refused for a conversation that the page does not show', async (verb, params) => {
  const { chat, wire, drafts, logged, copied, ran, deletions } = await pageRig();
  chat.rows.set(other, [aRow(7, { own: true })]);
  await wire.tell('ready', {});
  expect(await wire.say('request', { verb, params })).toEqual(refused('ROOM_UNKNOWN'));
  expect(await wire.say('notification', { verb, params })).toBeUndefined();
  expect(chat.rows.get(other)).toEqual([aRow(7, { own: true })]);
  expect([chat.typed, chat.seen, drafts.get(me, other), deletions.of(other), copied, ran]).toEqual([
    [],
    [],
    '',
    [],
    [],
    [],
  ]);
  const line = `warn ${verb}: ROOM_UNKNOWN the page shows another conversation`;
  expect(logged).toEqual([line, line]);
});

test('a message that stands in another conversation is neither changed nor reacted to', async () => {
  const { chat, wire } = await pageRig();
  chat.rows.set(other, [aRow(7, { own: true })]);
  await wire.tell('ready', {});
  expect(await wire.call('edit', { entry: entryId(7), content: 'x' })).toEqual(refused('ENTRY_UNKNOWN'));
  expect(await wire.call('react', { entry: entryId(7), emoji: '👍', on: true })).toEqual(refused('ENTRY_UNKNOWN'));
  expect(chat.rows.get(other)).toEqual([aRow(7, { own: true })]);
});

test('what is no verb of pages, or malformed, is refused and written down once', async () => {
  const { chat, wire, logged } = await pageRig();
  for (const raw of [
    { verb: 'signOut', params: {} },
    { verb: 'leaveRoom', params: { room } },
    { verb: 'markRead', params: { room } },
    { verb: 'nothing', params: {} },
    { verb: 'x'.repeat(41), params: {} },
    { verb: 'send', params: { room } },
    { verb: 'send' },
    undefined,
    'send',
  ])
    expect(await wire.say('request', raw)).toEqual(refused('BAD_REQUEST'));
  expect(logged).toEqual([
    'warn page: BAD_REQUEST a page may not say "signOut"',
    'warn page: BAD_REQUEST a page may not say "leaveRoom"',
    'warn page: BAD_REQUEST a page may not say "markRead"',
    'warn page: BAD_REQUEST a page may not say "nothing"',
    'warn page: BAD_REQUEST a page said something that is not a call',
    'warn page: BAD_REQUEST a page said something wrong in send',
    'warn page: BAD_REQUEST a page said something that is not a call',
    'warn page: BAD_REQUEST a page said something that is not a call',
    'warn page: BAD_REQUEST a page said something that is not a call',
  ]);
  expect([chat.state.account?.identity, chat.seen]).toEqual([me, []]);
});

test('nothing that is said throws', async () => {
  const { wire } = await pageRig();
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (raw) => {
      expect(await wire.say('request', raw)).toMatchObject({ ok: false });
      expect(await wire.say('notification', raw)).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});

test('a message that could not be sent is refused in words, with what is kept of it', async () => {
  const { chat, wire, unsent, logged } = await pageRig();
  await wire.tell('ready', {});
  chat.fails = new AppError('DISK_FULL', 'ENOSPC');
  const answer = await wire.call('send', { room, content: 'precious', replyTo: entryId(2) });
  const [kept] = unsent.of(room);
  expect(answer).toEqual({ ok: false, code: 'DISK_FULL', message: expect.stringContaining('disk is full'), kept });
  expect(kept).toMatchObject({ content: 'precious', replyTo: entryId(2), after: aRow(3).order, code: 'DISK_FULL' });
  expect(logged).toEqual(['warn send: DISK_FULL ENOSPC']);
  expect(await wire.call('retry', { room, key: kept?.key ?? '' })).toMatchObject({
    ok: true,
    value: { content: 'precious' },
  });
  expect(await wire.call('retry', { room, key: kept?.key ?? '' })).toEqual(refused('ENTRY_UNKNOWN'));
});

test('what failed in another conversation is neither sent nor let go by this page', async () => {
  const { chat, wire, unsent } = await pageRig();
  const { key = '' } = unsent.add({ room: other, after: '', at: 1, content: 'x', code: 'DISK_FULL' }) ?? {};
  expect(await wire.call('retry', { room, key })).toEqual(refused('ENTRY_UNKNOWN'));
  await wire.tell('discard', { room, key });
  expect([unsent.of(other).length, chat.rows.get(other)]).toEqual([1, undefined]);
});

test('what a page says last of the conversation before is still taken, of one long before it is not', async () => {
  const { chat, wire, page, drafts } = await pageRig();
  chat.set({ conversations: [1, 2, 3, 4, 5].map((n) => aConversation(n)) });
  await wire.tell('ready', {});
  await wire.tell('open', { room: other });
  expect(page.feed.room).toBe(other);
  await wire.call('draft', { room, text: 'half a sen' });
  expect(await wire.call('send', { room, content: 'hi' })).toMatchObject({ ok: true });
  expect(await wire.call('edit', { entry: entryId(2), content: 'x' })).toMatchObject({ ok: true });
  expect(await wire.call('history', { room })).toEqual(refused('ROOM_UNKNOWN'));
  for (const n of [3, 4, 5]) await page.feed.show(roomKey(n));
  await wire.call('draft', { room, text: 'too late' });
  expect(drafts.get(me, room)).toBe('half a sen');
  expect(await wire.call('edit', { entry: entryId(2), content: 'y' })).toEqual(refused('ENTRY_UNKNOWN'));
});

test('words keep their order', async () => {
  const { wire, page, drafts } = await pageRig();
  await wire.tell('ready', {});
  const said = [
    wire.call('draft', { room, text: 'one' }),
    wire.call('draft', { room, text: 'two' }),
    wire.tell('open', { room: '' }),
  ];
  expect([drafts.get(me, room), page.feed.room]).toEqual(['two', undefined]);
  await Promise.all(said);
});
