import { expect, test } from 'vitest';
import { AppError, Emitter, silentLogger } from '../../../../common/base/index.ts';
import type { RoomKey } from '../../../../common/model/index.ts';
import type { Target } from '../../../../src/vscode/commands/desk.ts';
import { ChatPage } from '../../../../src/vscode/webview-host/chat-page.ts';
import { Amender } from '../../../../src/vscode/webview-host/amender.ts';
import { undoFor } from '../../../../src/vscode/webview-host/deletions.ts';
import { Drafts } from '../../../../src/vscode/webview-host/drafts.ts';
import { Unsent } from '../../../../src/vscode/webview-host/unsent.ts';
import { aConversation, aRow, aState, entryId, me, roomKey } from '../../../support/chat-samples.ts';
import { aChat, anOpenHost, deletionsOf, FakePreferences, memory } from '../../../support/feed-rig.ts';
import { FakeMessenger } from '../../../support/fake-messenger.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const room = roomKey(1);

/** The host's half of a page of conversation 1. */
const pageRig = async (start: RoomKey | undefined = room) => {
  const chat = aChat(3);
  const wire = new FakeMessenger();
  const ran: [string, Target][] = [];
  const copied: string[] = [];
  const logged: string[] = [];
  const attention = { focused: true, onDidChange: new Emitter<void>().event };
  const preferences = new FakePreferences();
  const drafts = new Drafts(memory());
  const host = await anOpenHost(chat);
  const clock = new ManualClock();
  const deletions = deletionsOf(host, clock);
  const page = new ChatPage(
    {
      messenger: wire.messenger,
      host,
      amender: new Amender({ host, logger: silentLogger }),
      deletions,
      drafts,
      unsent: new Unsent(memory(), () => undefined),
      preferences,
      logger: { ...silentLogger, log: (level, message) => logged.push(`${level} ${message}`) },
      language: 'en',
      attention,
      content: {
        canInsert: false,
        onDidTrust: () => ({ dispose: () => {} }),
        copy: async (text) => void copied.push(text),
        insertCode: async () => {},
        openLink: async () => {},
      },
      run: (command, target) => ran.push([command, target]),
      link: (one, entry) => `link ${one} ${entry ?? ''}`,
      used: () => {},
      wrote: () => {},
    },
    { type: 'webview', webviewType: 'test' },
    start,
    () => true,
    { focus: () => {}, open: (next) => void page.feed.show(next) },
  );
  return { chat, clock, wire, page, ran, copied, logged, preferences, drafts };
};

test('a message that is to be shown is held until the page has its conversation, and then told once', async () => {
  const { wire, page } = await pageRig();
  page.focusOn(entryId(2));
  expect(wire.told).toEqual([]);
  await wire.say('ready');
  expect(wire.told.map((one) => one.method)).toEqual(['snapshot', 'attention', 'reveal']);
  expect(wire.of('reveal')).toEqual([{ entry: entryId(2) }]);
  await wire.say('ready');
  expect(wire.of('reveal').length).toBe(1);
  page.focusOn();
  page.focusOn(entryId(3));
  expect(wire.told.slice(-2).map((one) => one.method)).toEqual(['focusComposer', 'reveal']);
});

test('it is held over loading, and told when the conversation has come', async () => {
  const { chat, wire, page } = await pageRig();
  chat.set({ conversations: [] });
  page.focusOn(entryId(2));
  await wire.say('ready');
  expect(wire.of('snapshot')).toMatchObject([{ screen: 'pick' }]);
  chat.set({ conversations: [aConversation(1)] });
  await wire.until(() => wire.of('reveal').length > 0);
  expect(wire.of('reveal')).toEqual([{ entry: entryId(2) }]);
});

test('it is forgotten when the page goes elsewhere, or when somebody must sign in first', async () => {
  const elsewhere = await pageRig();
  elsewhere.page.focusOn(entryId(2));
  await elsewhere.page.feed.show(roomKey(2));
  await elsewhere.wire.say('ready');
  await elsewhere.page.feed.show(room);
  const signedOut = await pageRig();
  await signedOut.chat.signOut({});
  signedOut.page.focusOn(entryId(2));
  await signedOut.wire.say('ready');
  signedOut.chat.set(aState({ conversations: [aConversation(1)] }));
  await signedOut.wire.until(() => signedOut.wire.of('snapshot').length > 1);
  expect(signedOut.wire.of('snapshot').at(-1)).toMatchObject({ screen: 'chat' });
  expect([elsewhere.wire.of('reveal'), signedOut.wire.of('reveal')]).toEqual([[], []]);
});

test('a hidden page is shown nothing, also when it is sent elsewhere', async () => {
  const { wire, page } = await pageRig();
  await wire.say('ready');
  page.feed.sleep();
  await page.feed.show(roomKey(2));
  page.focusOn(entryId(2));
  expect(wire.told.length).toBe(2);
  await wire.say('ready');
  expect(wire.told.slice(2).map((one) => one.method)).toEqual(['snapshot', 'attention', 'reveal']);
});

test('that I am writing is said only where the settings allow it', async () => {
  const { chat, wire, preferences } = await pageRig();
  await wire.say('typing', { room });
  preferences.sendTyping = false;
  await wire.say('typing', { room });
  await wire.say('typing', { room: 'elsewhere' });
  expect(chat.typed).toEqual([room]);
});

test('commands are about the conversation of the page, another one, or a person', async () => {
  const { wire, ran } = await pageRig();
  await wire.say('command', { command: 'leaveRoom' });
  await wire.say('command', { command: 'openRoom', room: roomKey(2) });
  await wire.say('command', { command: 'messagePerson', user: 'bia' });
  await wire.say('command', { command: 'messagePerson', user: '' });
  await wire.say('command', { command: 'messagePerson', user: 'x'.repeat(41) });
  await wire.say('command', { command: 'signOut' });
  expect(ran).toEqual([
    ['leaveRoom', room],
    ['openRoom', roomKey(2)],
    ['messagePerson', { user: 'bia' }],
  ]);
});

test('a link is put together here, from ids alone', async () => {
  const { wire, copied } = await pageRig();
  await wire.say('copyLink', { room });
  await wire.say('copyLink', { room, entry: entryId(2) });
  await wire.say('copyLink', { room, entry: 'command:x' });
  expect(copied).toEqual([`link ${room} `, `link ${room} ${entryId(2)}`]);
});

test('a part of the history that cannot be read, or is none, is refused and written down', async () => {
  const { chat, wire, logged } = await pageRig();
  await wire.say('ready');
  chat.fails = new AppError('INTERNAL', 'the disk is gone');
  await expect(wire.say('history', { room, place: { before: entryId(2) } })).rejects.toThrow('the disk is gone');
  for (const place of [{ at: -1 }, { at: 0.5 }, { before: 'x' }, { before: entryId(1), after: entryId(2) }, {}, 'at'])
    await expect(wire.say('history', { room, place })).rejects.toThrow();
  expect(logged.length).toBe(7);
  expect(await wire.say('history', { room, place: { before: entryId(3) } })).toMatchObject({ hasNewer: true });
});

test('a draft is kept for whoever is signed in', async () => {
  const { wire, drafts } = await pageRig();
  await wire.say('draft', { room, text: 'nobody yet' });
  await wire.say('ready');
  await wire.say('draft', { room, text: 'half a sen' });
  expect([drafts.get(me, room), drafts.get('', room)]).toEqual(['half a sen', '']);
});

test('a page that is closed listens to nothing', async () => {
  const { chat, wire, page } = await pageRig();
  await wire.say('ready');
  page.dispose();
  expect(wire.listening).toBe(0);
  const told = wire.told.length;
  chat.set({ conversations: [] });
  await new Promise(setImmediate);
  expect(wire.told.length).toBe(told);
});

test('everything is told anew when read receipts are turned on or off, and nothing when another setting changes', async () => {
  const { wire, preferences } = await pageRig();
  await wire.say('ready');
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
  await wire.say('ready');
  const edit = { entry: entryId(2), content: 'better' };
  expect(await wire.say('edit', edit)).toMatchObject({ ok: true, row: { id: entryId(2), content: 'better' } });
  const react = { entry: entryId(2), emoji: '👍', on: true };
  expect(await wire.say('react', react)).toMatchObject({ ok: true, row: { reactions: [{ emoji: '👍', mine: true }] } });
  chat.fails = new AppError('NOT_AUTHOR', 'not yours');
  expect(await wire.say('edit', edit)).toMatchObject({
    ok: false,
    code: 'NOT_AUTHOR',
    message: expect.stringContaining('Only whoever wrote a message can change it'),
  });
  chat.fails = new AppError('TOO_LARGE', 'twenty');
  expect(await wire.say('react', react)).toMatchObject({ ok: false, message: expect.stringContaining('reacted') });
  for (const wrong of [{ ...edit, content: '' }, { ...edit, entry: 'x' }, undefined])
    await expect(wire.say('edit', wrong)).rejects.toThrow();
  for (const wrong of [
    { ...react, emoji: '' },
    { ...react, emoji: 'x'.repeat(33) },
    { ...react, on: 1 },
  ])
    await expect(wire.say('react', wrong)).rejects.toThrow();
});

test('a page that is closed takes no deletion back: it is carried out all the same', async () => {
  const { chat, wire, page, clock } = await pageRig();
  chat.rows.set(room, [aRow(1, { own: true }), aRow(2, { own: true })]);
  await wire.say('ready');
  for (const entry of [entryId(1), entryId(2)]) await wire.say('deleteMessage', { room, entry });
  await wire.say('undoDelete', { entry: entryId(1) });
  page.dispose();
  clock.advance(undoFor);
  await new Promise(setImmediate);
  expect(chat.rows.get(room)?.map(({ kind }) => kind)).toEqual(['message', 'deleted']);
});
