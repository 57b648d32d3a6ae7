import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test as base } from 'vitest';
import { launchBrowser } from '../../scripts/host/workbench.mjs';
import { Editor } from '../support/editor/editor.ts';
import { tellFailure } from '../support/editor/failure.ts';
import { shot } from '../support/editor/shots.ts';
import type { HeadlessPeer } from '../support/headless-peer.ts';
import { password, Team } from '../support/team.ts';

// What stands around the conversation, as Ana sees it while Bia writes; one story, in this order.

const team = new Team();
let browser: Browser;
let ana: Editor;
let bia: HeadlessPeer;

const test = (name: string, story: () => Promise<void>): void => {
  base(name, async () => {
    onTestFailed(() => tellFailure(ana, 'failed-around'));
    await story();
  });
};
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await ana.page.keyboard.press(key);
};
const lines = (): Promise<readonly string[]> =>
  ana.page
    .locator('.pane:has(.pane-header[aria-label^="Conversations"]) .monaco-list-row')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
/** Takes back what an editor's message says has been done. */
const undo = async (done: string): Promise<void> => {
  const toast = ana.page.locator('.notification-toast', { hasText: done });
  await toast.waitFor();
  await shot(ana, `around-undo-${done.split(' ')[0]?.toLowerCase()}`);
  await toast.getByRole('button', { name: 'Undo' }).click();
};
const ticked = () => ana.page.locator('.codicon-getting-started-step-checked:visible');
const item = () => ana.page.locator('.statusbar-item[id^="p2p-chat"]');

beforeAll(async () => {
  await team.startTracker();
  bia = await team.registered('bia');
  for (const room of ['general', 'design', 'random']) await bia.do('create-room', { room });
  browser = await launchBrowser();
  const settings = { 'p2pChat.chat.openLocation': 'editor' };
  ana = await Editor.open({ browser, settings });
});

afterAll(async () => {
  await ana?.close();
  await browser?.close();
  await team.dispose();
});

test('the guide, which an editor opens itself after an installation, has nothing ticked', async () => {
  await ana.quick.run('P2P Chat: Get Started');
  await ana.page.getByText('Connect to your team').waitFor();
  expect(await ticked().count()).toBe(0);
});

test('she sets up, joins rooms and mutes one', async () => {
  await ana.quick.run('P2P Chat: Set Up…');
  await ana.quick.answer('Pick a tracker, or type its address', team.url);
  await ana.quick.answer('Choose a username', 'ana');
  await ana.quick.answer('Choose a password for ana', password);
  await ana.chat('panel').shows('general');
  for (const room of ['design', 'random']) {
    await ana.quick.run('P2P Chat: Join Room…');
    await ana.quick.pick(room);
    await ana.chat('panel').shows(room);
  }
  await ana.quick.run('View: Close All Editors');
  await ana.quick.run('P2P Chat: Mute…');
  await ana.quick.pick('random');
  await ana.quick.pick('Until I unmute it');
  await ana.row('Conversations', 'Room random, 2 of 2 online, muted').waitFor();
});

test('a toast offers quiet for a while, and that is undone', async () => {
  await bia.do('send', { room: 'design', content: '@ana for you' });
  const toast = ana.page.locator('.notification-toast', { hasText: 'bia in #design: @ana for you' });
  await toast.getByRole('button', { name: 'Mute…' }).click();
  await ana.quick.ask('Only mentions will count.');
  await ana.quick.pick('For 1 hour');
  await ana.row('Conversations', 'Room design, 2 of 2 online, muted until').waitFor();
  await undo('Muted #design until');
  await ana.row('Conversations', 'Room design, 2 of 2 online, 1 mention, 1 unread').waitFor();
});

test('what asks to be read is counted and stays in its place; a muted room is quiet', async () => {
  await bia.do('send', { room: 'random', content: 'not important' });
  await bia.do('send', { room: 'general', content: 'for all' });
  await ana.row('Conversations', 'Room design, 2 of 2 online, 1 mention, 1 unread').waitFor();
  await ana.row('Conversations', 'Room general, 2 of 2 online, 1 unread').waitFor();
  await ana.row('Conversations', 'Room random, 2 of 2 online, muted, 1 unread').waitFor();
  expect((await lines()).map((line) => line.split(',')[0])).toEqual([
    'Rooms',
    'Room design',
    'Room general',
    'Room random',
  ]);
  const counts = () =>
    ana
      .row('Conversations', 'Room ')
      .evaluateAll((rows) =>
        rows.map((row) => getComputedStyle(row.querySelector('.monaco-icon-label') ?? row, '::after').content),
      );
  // the editor draws badges after the lines that they belong to
  await expect.poll(counts).toEqual(['"@1"', '"1"', '"1"']);
  await item().filter({ hasText: '2' }).waitFor();
  await shot(ana, 'around-trees');
});

test('what was marked as read or left by mistake is undone', async () => {
  await ana.quick.run('P2P Chat: Mark All as Read');
  await ana
    .row('Conversations', 'Room design, 2 of 2 online')
    .and(ana.page.locator('[aria-label$="online"]'))
    .waitFor();
  await undo('Marked 3 messages as read.');
  await ana.row('Conversations', 'Room design, 2 of 2 online, 1 mention, 1 unread').waitFor();
  await ana.quick.run('P2P Chat: Leave Room…');
  await ana.quick.pick('random');
  await ana.confirm('Leave Room');
  await ana.row('Conversations', 'Room random, 2 of 2 online, you left').waitFor();
  await undo('You left #random.');
  await ana.row('Conversations', 'Room random, 2 of 2 online, muted, 1 unread').waitFor();
});

test('the status bar tells how things are, and leads on', async () => {
  await item().hover();
  const hover = ana.page.locator('.monaco-hover:visible', { hasText: '1 other person online' });
  await hover.getByRole('link', { name: 'general' }).waitFor();
  await shot(ana, 'around-dashboard');
  await hover.getByRole('link', { name: 'general' }).click();
  await ana.chat('panel').shows('general');
  await ana.chat('panel').message('for all').waitFor();
  await ana
    .row('Conversations', 'Room general, 2 of 2 online')
    .and(ana.page.locator('[aria-label$="online"]'))
    .waitFor();
});

test('the line of the conversation on screen is selected, whichever way it came there', async () => {
  const selected = (name: string) => ana.page.locator(`.monaco-list-row.selected[aria-label^="Room ${name}"]`);
  await selected('general').waitFor();
  await ana.openRoom('random');
  await selected('random').waitFor();
  await ana.openRoom('general');
  await selected('general').waitFor();
});

test('a page whose files the editor does not deliver comes with them', async () => {
  await ana.quick.run('View: Close All Editors');
  const cure = await ana.hangWebviewFiles();
  await ana.openRoom('general');
  await shot(ana, 'around-embedded');
  await cure();
});

test('keys lead to what is unread, and to anybody', async () => {
  await ana.quick.run('View: Close All Editors');
  await press('Control+k', 'j');
  await ana.chat('panel').message('for you').waitFor();
  await ana.quick.run('View: Close All Editors');
  await press('Control+k', 'h');
  await ana.quick.ask('Search rooms and people');
  await shot(ana, 'around-switcher');
  await ana.quick.pick('bia');
  await ana.chat('panel').shows('bia');
});

test('a message is written without opening its conversation, and the guide has ticked', async () => {
  await ana.quick.run('View: Close All Editors');
  await ana.quick.run('P2P Chat: Send Message…');
  await ana.quick.pick('general');
  await ana.quick.answer('Message to #general', 'From where I am');
  await bia.event('message', { content: 'From where I am' });
  await ana.quick.run('P2P Chat: Get Started');
  // also the fifth: muting is a choice of how quiet it is
  await expect.poll(() => ticked().count()).toBe(5);
  await shot(ana, 'around-guide');
});

test('offline by choice: everything stays, what is written goes out later, also after a reload', async () => {
  await ana.openRoom('general');
  await ana.quick.run('P2P Chat: Go Offline');
  await bia.event('peer', { user: 'ana', presence: 'offline' });
  await ana.chat('panel').frame.getByText('You’re offline.').waitFor();
  await ana.chat('panel').write('From a plane');
  await shot(ana, 'around-offline');
  await ana.reload();
  await ana.chat('panel').message('From a plane').waitFor();
  await ana.chat('panel').frame.getByText('You’re offline.').waitFor();
  await ana.quick.run('P2P Chat: Go Online');
  await bia.event('message', { content: 'From a plane' });
  await ana.row('People', 'bia, online').waitFor();
});

test('the guide has ticked also for who comes with an account that the browser has never seen', async () => {
  await ana.restartInNewBrowserProfile();
  await ana.row('Conversations', 'Room general').waitFor();
  await ana.quick.run('P2P Chat: Get Started');
  // the first message too: it is the last one of a conversation
  await expect.poll(() => ticked().count()).toBe(5);
  await shot(ana, 'around-guide-new-profile');
});
