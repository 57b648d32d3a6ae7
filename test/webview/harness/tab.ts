import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/host/tools.mjs';

// One browser for all tests of a worker, and tabs that are used again: to start either takes longer than most tests do.
// Each use begins with a page loaded anew, so that nothing of the last one is left but the tab.

const executablePath = findChromium();
export const hasBrowser = executablePath !== undefined;
if (!hasBrowser && process.env['CI'] !== 'true') console.warn('SKIPPED: the page tests need Chromium');

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
];

let launched: Promise<Browser> | undefined;
const idle: Page[] = [];

const theBrowser = async (): Promise<Browser> => {
  const browser = await launched?.catch(() => undefined);
  if (browser?.isConnected() === true) return browser;
  launched = chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), headless: true, args });
  return launched;
};

const newTab = async (): Promise<Page> => {
  const context = await (await theBrowser()).newContext({ locale: 'en-GB', timezoneId: 'UTC' });
  return context.newPage();
};

/** As a new one: nothing under the pointer, no other page of it open, nobody listening. */
const tidy = async (page: Page): Promise<void> => {
  for (const event of ['console', 'pageerror', 'request', 'framenavigated', 'popup', 'dialog'])
    page.removeAllListeners(event);
  for (const other of page.context().pages()) if (other !== page) await other.close();
  await page.mouse.move(-1, -1);
};

/** Uses a tab. Only one that served a test that passed is used again: a test that ran out of time may still be at work in it. */
export const withTab = async (use: (page: Page) => Promise<void>): Promise<void> => {
  const kept = idle.pop();
  const page = kept === undefined || kept.isClosed() ? await newTab() : kept;
  try {
    await use(page);
    await tidy(page);
  } catch (error) {
    await page
      .context()
      .close()
      .catch(() => undefined); // the browser may be what failed
    throw error;
  }
  idle.push(page);
};

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** What only the tools of the browser can do or tell. */
export const devtools = (page: Page): Promise<CDPSession> => {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
};
