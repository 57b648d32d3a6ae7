import type { Locator } from 'playwright-core';
import { bruno, carla, minute, noon, row } from '../../support/view-samples.ts';
import { drawn, toComposer, type Chat } from './browser.ts';

// What a person does to bring the page into a state: by keys and classes, so that it works in every language.

export const newest = ({ page }: Chat): Locator => page.locator('.msg').last();

/** Where there is no room for their button, by the menu. */
export const membersOpen = async (chat: Chat): Promise<void> => {
  const { page } = chat;
  const button = page.locator('button.members');
  if (await button.isVisible()) await button.press('Enter');
  else {
    await roomMenuOpen(chat);
    for (const key of ['End', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
  }
  await page.locator('.people').waitFor();
};

export const failed = async ({ page }: Chat): Promise<void> => {
  await toComposer(page);
  await page.keyboard.type('The capture from last night is in captures/.');
  await page.keyboard.press('Enter');
  await page.locator('.failed').waitFor();
};

export const scrolledUp = async ({ page }: Chat): Promise<void> => {
  await page.locator('.log').evaluate((log) => log.scrollTo(0, 0));
  await drawn(page);
  const rows = [row(bruno, 'And another thing.', noon + 60 * minute), row(carla, 'Two, even.', noon + 61 * minute)];
  await page.evaluate((delta) => fakeHost.pushDelta(delta), { rev: 2, rows });
  await page.locator('.jump').waitFor();
};

/** Looks for a text, until it is known how often it is there. */
export const finding =
  (text: string) =>
  async ({ page }: Chat): Promise<void> => {
    await toComposer(page);
    await page.keyboard.press('Control+f');
    await page.keyboard.type(text);
    await page.locator('.find .found:not(:empty)').waitFor();
    await page
      .locator('.find .found')
      .getByText(/^[^(]*\d+$|^No results|^Nenhum/)
      .waitFor();
  };

export const choosingDay = async (chat: Chat): Promise<void> => {
  await roomMenuOpen(chat);
  await chat.page.keyboard.press('ArrowDown');
  await chat.page.keyboard.press('Enter');
  await chat.page.locator('.date input').fill('2026-03-09');
};

/** Led to a message that is far away, while news come. */
export const inThePast = async ({ page }: Chat): Promise<void> => {
  await page.evaluate(() => fakeHost.reveal(fakeHost.whole[300]?.id ?? ''));
  await page.locator('.msg.is-found').waitFor();
};

/** Asked for a message that is not here. */
export const missing = async ({ page }: Chat): Promise<void> => {
  await page.evaluate(() => fakeHost.reveal('e'.repeat(64)));
  await page.locator('.notice').waitFor();
};

export const answering = async (chat: Chat): Promise<void> => {
  await newest(chat).press('r');
  await chat.page.locator('.reply-bar').waitFor();
};

/** My last message comes into the composer. */
export const editing = async ({ page }: Chat): Promise<void> => {
  await toComposer(page);
  await page.keyboard.press('ArrowUp');
  await page.locator('.reply-bar').waitFor();
};

export const editFailed = async (chat: Chat): Promise<void> => {
  await editing(chat);
  await chat.page.keyboard.type(' Thirty seconds it is.');
  await chat.page.keyboard.press('Enter');
  await chat.page.locator('.failed').waitFor();
};

/** Looks for an emoji for the newest message but one that is there. */
export const picking =
  (text: string) =>
  async ({ page }: Chat): Promise<void> => {
    await page.locator('.msg').nth(1).press('+');
    await page.locator('.picker').waitFor();
    await page.keyboard.type(text);
    await page.keyboard.press('ArrowDown');
  };

export const pillFocused = async ({ page }: Chat): Promise<void> => {
  await page.locator('.msg').nth(1).focus();
  await page.locator('.reaction').first().focus();
};

export const typing = async ({ page }: Chat): Promise<void> => {
  await page.evaluate((who) => fakeHost.pushDelta({ rev: 2, typing: who }), [bruno, carla]);
  await page.locator('.dots').waitFor();
};

export const menuOpen = async (chat: Chat): Promise<void> => {
  await newest(chat).press('Shift+F10');
  await chat.page.locator('[role=menu]').waitFor();
};

export const deliveryOpen = async (chat: Chat): Promise<void> => {
  await menuOpen(chat);
  await chat.page.keyboard.press('End');
  await chat.page.keyboard.press('ArrowUp');
  await chat.page.keyboard.press('Enter');
  await chat.page.locator('.details').waitFor();
};

export const roomMenuOpen = async ({ page }: Chat): Promise<void> => {
  await page.locator('button.more').press('Enter');
  await page.locator('[role=menu]').waitFor();
};

/** The list over the composer, for what has been typed so far. */
export const completing =
  (text: string) =>
  async ({ page }: Chat): Promise<void> => {
    await toComposer(page);
    await page.keyboard.type(text);
    await page.locator('[role=listbox]').waitFor();
  };

/** The keyboard is in the list of conversations. */
export const listFocused = ({ page }: Chat): Promise<void> => page.locator('[data-room]').nth(1).focus();

export const emojiOpen = async ({ page }: Chat): Promise<void> => {
  await page.locator('.composer-bar button').first().press('Enter');
  await page.locator('.picker').waitFor();
};

/** What is typed into the composer is sent, whatever is offered for it. */
const entered = async ({ page }: Chat, text: string): Promise<void> => {
  await toComposer(page);
  await page.keyboard.type(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
};

export const helped = async (chat: Chat): Promise<void> => {
  await entered(chat, '/help');
  await chat.page.locator('.help').waitFor();
};

export const refused = async (chat: Chat): Promise<void> => {
  await entered(chat, '/foo bar');
  await chat.page.locator('.composer-hint').waitFor();
};
