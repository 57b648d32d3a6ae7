import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it as base, onTestFailed } from 'vitest';
import { launchBrowser } from '../../scripts/host/workbench.mjs';
import { Editor } from '../support/editor/editor.ts';
import type { HeadlessPeer } from '../support/headless-peer.ts';
import { password, Team } from '../support/team.ts';
import { keep, wanted } from './folder.ts';

// The whole editor, as Ana sees it while three others are in her team; one story, in this order.

const fence = '```';
const source = `export const tokens = (text: string): Token[] => {
  const lines = text.split('\\n');
  return lines.flatMap(lineTokens);
};
`;
const fix = `${fence}ts
const lines = text.split('\\n');
if (lines.at(-1) === '') lines.pop();
${fence}`;

const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  hc: 'Dark High Contrast',
  hcl: 'Light High Contrast',
} as const;

describe.runIf(wanted('editor'))('the editor', () => {
  const team = new Team();
  let browser: Browser;
  let ana: Editor;
  const others: Record<string, HeadlessPeer> = {};

  const picture = (state: string, theme = 'dark'): Promise<void> => keep(ana.page, `${state}--${theme}-en-1280`);
  const it = (name: string, story: () => Promise<void>): void =>
    base(name, async () => {
      onTestFailed(() => picture('failed'));
      await story();
    });
  const say = async (name: string, content: string, room = 'general'): Promise<void> => {
    await others[name]?.do('send', { room, content });
  };

  beforeAll(async () => {
    await team.startTracker();
    for (const name of ['bia', 'caio', 'dora']) others[name] = await team.registered(name);
    await others['bia']?.do('create-room', { room: 'general' });
    await others['bia']?.do('create-room', { room: 'parser' });
    for (const name of ['caio', 'dora']) await others[name]?.do('join-room', { room: 'general' });
    browser = await launchBrowser();
    ana = await Editor.open({ browser, settings: { 'p2pChat.chat.openLocation': 'beside' } });
    mkdirSync(path.join(ana.profile.workspace, 'src'), { recursive: true });
    writeFileSync(path.join(ana.profile.workspace, 'src', 'tokens.ts'), source);
  });

  afterAll(async () => {
    await ana?.close();
    await browser?.close();
    await team.dispose();
  });

  it('before the first Set Up, and its three questions', async () => {
    const { quick } = ana;
    await ana.page.getByRole('button', { name: 'Set Up P2P Chat' }).first().waitFor();
    await picture('editor-first-run');
    await quick.run('P2P Chat: Get Started');
    await ana.page.getByText('Connect to your team').waitFor();
    await picture('editor-guide');
    await quick.run('View: Close All Editors');
    await quick.run('P2P Chat: Set Up…');
    await quick.ask('Pick a tracker, or type its address');
    await picture('editor-set-up-1');
    await quick.answer('Pick a tracker, or type its address', team.url);
    await quick.ask('Choose a username');
    await picture('editor-set-up-2');
    await quick.answer('Choose a username', 'ana');
    await quick.ask('Choose a password');
    await picture('editor-set-up-3');
    await quick.answer('Choose a password', password);
    await ana.chat('panel').shows('general');
    await picture('editor-first-minute');
  });

  it('a conversation beside code, in four themes', async () => {
    const { quick } = ana;
    await quick.run('P2P Chat: Join Room…');
    await quick.pick('parser');
    await ana.chat('panel').shows('parser');
    await quick.run('View: Close All Editors');
    await others['caio']?.do('send', { to: 'ana', content: 'Lunch at noon?' });
    await ana.page.locator('.notification-toast').first().waitFor();
    await quick.run('Notifications: Clear All Notifications');
    await ana.page.keyboard.press('Control+p');
    await quick.input.fill('tokens.ts');
    await quick.row('tokens.ts').first().click();
    await ana.tabs('tokens.ts').waitFor();
    await ana.openRoom('general');
    const chat = ana.chat('panel');
    await chat.write('The parser drops the last line of a file without a newline. Can you look?');
    await say('bia', 'Found it: the tail after the last `\\n` never becomes a token. This should do:');
    await say('bia', fix);
    await chat.message('This should do').waitFor();
    await chat.write('That explains the red build. Trying it now.');
    await say('caio', '@ana could you push it to a branch? I will run the big files.');
    await say('dora', 'Nice. **Twelve** snapshots change, all of them for the better.');
    await chat.message('Twelve').waitFor();
    await say('bia', 'A word about the lexer, when you have a minute.', 'parser');
    for (const [theme, name] of Object.entries(themes)) {
      await ana.setTheme(name);
      await picture('editor', theme);
    }
    await ana.setTheme(themes.dark);
  });

  it('trees, switcher, palette, status, settings', async () => {
    const { quick, page } = ana;
    await quick.run('P2P Chat: Open Room…');
    await quick.ask('Search rooms and people');
    await picture('editor-switcher');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await quick.input.fill('>P2P Chat');
    await quick.row('P2P Chat').first().waitFor();
    await picture('editor-palette');
    await page.keyboard.press('Escape');
    await quick.run('P2P Chat: Set Status…');
    await quick.ask('What others see');
    await picture('editor-status');
    await page.keyboard.press('Escape');
    await page.locator('.statusbar-item[id^="p2p-chat"]').hover();
    await page.locator('.monaco-hover:visible', { hasText: 'online' }).waitFor();
    await picture('editor-dashboard');
    await quick.run('P2P Chat: Open Settings');
    await page.locator('.settings-editor .setting-item').first().waitFor();
    await picture('editor-settings');
    await quick.run('View: Close All Editors');
  });

  it('without the tracker', async () => {
    await ana.openRoom('general');
    await team.tracker.end('SIGKILL');
    await ana.chat('panel').frame.locator('.banner').waitFor();
    await picture('editor-tracker-away');
  });
});
