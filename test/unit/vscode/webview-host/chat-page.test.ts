import { expect, test } from 'vitest';
import { AppError } from '../../../../common/base/index.ts';
import { viewLimits } from '../../../../common/protocol/view/index.ts';
import { readyMs } from '../../../../src/vscode/webview-host/page-load.ts';
import { undoMs } from '../../../../src/vscode/webview-host/deletions.ts';
import { aConversation, aRow, aState, entryId, me, roomKey } from '../../../support/chat-samples.ts';
import { pageRig } from '../../../support/page-rig.ts';

const room = roomKey(1);

test('a message that is to be shown is held until the page has its conversation, and then told once', async () => {
  const { wire, page } = await pageRig();
  page.focusOn(entryId(2));
  expect(wire.told).toEqual([]);
  await wire.tell('ready', {});
  expect(wire.told.map((one) => one.method)).toEqual(['snapshot', 'windowFocus', 'reveal']);
  expect(wire.of('reveal')).toEqual([{ entry: entryId(2) }]);
  await wire.tell('ready', {});
  expect(wire.of('reveal').length).toBe(1);
  page.focusOn();
  page.focusOn(entryId(3));
  expect(wire.told.slice(-2).map((one) => one.method)).toEqual(['focusComposer', 'reveal']);
});

test('it is held over loading, and told when the conversation has come', async () => {
  const { chat, wire, page } = await pageRig();
  chat.set({ conversations: [] });
  page.focusOn(entryId(2));
  await wire.tell('ready', {});
  expect(wire.of('snapshot')).toMatchObject([{ screen: 'pick' }]);
  chat.set({ conversations: [aConversation(1)] });
  await wire.until(() => wire.of('reveal').length > 0);
  expect(wire.of('reveal')).toEqual([{ entry: entryId(2) }]);
});

test('it is forgotten when the page goes elsewhere, or when somebody must sign in first', async () => {
  const elsewhere = await pageRig();
  elsewhere.page.focusOn(entryId(2));
  await elsewhere.page.feed.show(roomKey(2));
  await elsewhere.wire.tell('ready', {});
  await elsewhere.page.feed.show(room);
  const signedOut = await pageRig();
  await signedOut.chat.signOut({});
  signedOut.page.focusOn(entryId(2));
  await signedOut.wire.tell('ready', {});
  signedOut.chat.set(aState({ conversations: [aConversation(1)] }));
  await signedOut.wire.until(() => signedOut.wire.of('snapshot').length > 1);
  expect(signedOut.wire.of('snapshot').at(-1)).toMatchObject({ screen: 'chat' });
  expect([elsewhere.wire.of('reveal'), signedOut.wire.of('reveal')]).toEqual([[], []]);
});

test('a hidden page is shown nothing, also when it is sent elsewhere', async () => {
  const { wire, page } = await pageRig();
  await wire.tell('ready', {});
  page.feed.suspend();
  await page.feed.show(roomKey(2));
  page.focusOn(entryId(2));
  expect(wire.told.length).toBe(2);
  await wire.tell('ready', {});
  expect(wire.told.slice(2).map((one) => one.method)).toEqual(['snapshot', 'windowFocus', 'reveal']);
});

test('that I am writing is said only where the settings allow it', async () => {
  const { chat, wire, preferences } = await pageRig();
  await wire.tell('typing', { room });
  preferences.sendTyping = false;
  await wire.tell('typing', { room });
  await wire.tell('typing', { room: 'elsewhere' });
  await wire.tell('typing', { room: roomKey(2) });
  expect(chat.typed).toEqual([room]);
});

test('commands are about the conversation of the page, or a person', async () => {
  const { wire, ran } = await pageRig();
  await wire.tell('command', { command: 'leaveRoom' });
  await wire.tell('command', { command: 'muteRoom', room });
  await wire.tell('command', { command: 'muteRoom', room: roomKey(2) });
  await wire.tell('command', { command: 'messagePerson', user: 'bia' });
  await wire.tell('command', { command: 'messagePerson', user: '' });
  await wire.tell('command', { command: 'messagePerson', user: 'x'.repeat(viewLimits.name + 1) });
  await wire.say('notification', { verb: 'command', params: { command: 'signOut' } });
  expect(ran).toEqual([
    ['leaveRoom', room],
    ['muteRoom', room],
    ['messagePerson', { user: 'bia' }],
  ]);
});

test('a link is put together here, from ids alone', async () => {
  const { wire, copied } = await pageRig();
  await wire.tell('copyLink', { room });
  await wire.tell('copyLink', { room, entry: entryId(2) });
  await wire.tell('copyLink', { room, entry: 'command:x' });
  expect(copied).toEqual([`link ${room} `, `link ${room} ${entryId(2)}`]);
});

test('a part of the history that cannot be read, or is none, is refused and written down', async () => {
  const { chat, wire, logged } = await pageRig();
  await wire.tell('ready', {});
  chat.fails = new AppError('DISK_ERROR', 'the disk is gone');
  expect(await wire.call('history', { room, place: { before: entryId(2) } })).toEqual({
    ok: false,
    code: 'DISK_ERROR',
    message: expect.stringContaining('P2P Chat can’t read or write its data'),
  });
  for (const place of [{ at: -1 }, { at: 0.5 }, { before: 'x' }, { before: entryId(1), after: entryId(2) }, {}, 'at'])
    expect(await wire.say('request', { verb: 'history', params: { room, place } })).toMatchObject({
      code: 'BAD_REQUEST',
    });
  expect(logged).toEqual([
    'warn history: DISK_ERROR the disk is gone',
    ...Array.from({ length: 6 }, () => 'warn page: BAD_REQUEST a page said something wrong in history'),
  ]);
  const part = await wire.call('history', { room, place: { before: entryId(3) } });
  expect(part).toMatchObject({ ok: true, value: { hasNewer: true } });
});

test('a draft is kept for whoever is signed in', async () => {
  const { wire, drafts } = await pageRig();
  expect(await wire.call('draft', { room, text: 'nobody yet' })).toEqual({ ok: true, value: false });
  await wire.tell('ready', {});
  expect(await wire.call('draft', { room, text: 'half a sen' })).toEqual({ ok: true, value: true });
  expect([drafts.get(me, room), drafts.get('', room)]).toEqual(['half a sen', '']);
});

test('a page that is closed listens to nothing', async () => {
  const { chat, wire, page } = await pageRig();
  await wire.tell('ready', {});
  page.dispose();
  expect(wire.listening).toBe(0);
  const told = wire.told.length;
  chat.set({ conversations: [] });
  await new Promise(setImmediate);
  expect(wire.told.length).toBe(told);
});

test('everything is told anew when read receipts are turned on or off, and nothing when another setting changes', async () => {
  const { wire, preferences } = await pageRig();
  await wire.tell('ready', {});
  const snapshots = (): number => wire.of('snapshot').length;
  expect(snapshots()).toBe(1);
  preferences.change({ density: 'compact' });
  await new Promise(setImmediate);
  expect(snapshots()).toBe(1);
  preferences.readReceipts = false;
  preferences.change({});
  await new Promise(setImmediate);
  expect(snapshots()).toBe(2);
});

test('an edit and a reaction are answered with the message as it stands, or with why not', async () => {
  const { chat, wire } = await pageRig();
  await wire.tell('ready', {});
  const edit = { entry: entryId(2), content: 'better' };
  expect(await wire.call('edit', edit)).toMatchObject({ ok: true, value: { id: entryId(2), content: 'better' } });
  const react = { entry: entryId(2), emoji: '👍', on: true };
  const liked = { ok: true, value: { reactions: [{ emoji: '👍', mine: true }] } };
  expect(await wire.call('react', react)).toMatchObject(liked);
  chat.edit = () => Promise.reject(new AppError('NOT_AUTHOR', 'not yours'));
  expect(await wire.call('edit', edit)).toEqual({
    ok: false,
    code: 'NOT_AUTHOR',
    message: expect.stringContaining('Only the author can edit a message.'),
  });
  chat.react = () => Promise.reject(new AppError('TOO_LARGE', 'twenty', { reason: 'reactionLimit' }));
  expect(await wire.call('react', react)).toMatchObject({
    ok: false,
    message: expect.stringContaining('reaction limit'),
  });
});

test('a page that is closed takes no deletion back: it is carried out all the same', async () => {
  const { chat, wire, page, clock } = await pageRig();
  chat.rows.set(room, [aRow(1, { own: true }), aRow(2, { own: true })]);
  await wire.tell('ready', {});
  for (const entry of [entryId(1), entryId(2)]) await wire.tell('deleteMessage', { room, entry });
  await wire.tell('undoDelete', { room, entry: entryId(1) });
  page.dispose();
  clock.advance(undoMs);
  await new Promise(setImmediate);
  expect(chat.rows.get(room)?.map(({ kind }) => kind)).toEqual(['message', 'deleted']);
});

test('a page that does not come is loaded again, one that has come is not, and one that went away comes anew', async () => {
  const { clock, page, surface, wire } = await pageRig();
  page.load();
  expect(surface.fills).toBe(1);
  clock.advance(readyMs);
  expect(surface.fills).toBe(2);
  await wire.tell('ready', {});
  clock.advance(100 * readyMs);
  expect(surface.fills).toBe(2);
  surface.visible = false;
  page.visibilityChanged();
  expect(page.feed.live).toBe(false);
  surface.visible = true;
  page.visibilityChanged();
  clock.advance(readyMs);
  expect(surface.fills).toBe(3);
  page.dispose();
  expect(clock.waiting).toBe(0);
});
