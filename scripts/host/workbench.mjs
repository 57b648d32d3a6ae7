// Opens the editor's window in a browser. The selectors are those of VS Code 1.139.
import { chromium } from 'playwright-core';
import { findChromium } from './tools.mjs';

const PATIENCE = 60_000;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** @returns {Promise<import('playwright-core').Browser>} */
export const launchBrowser = () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium here; install it or set CHROMIUM');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
};

/**
 * Opens the window and waits until its status bar is there.
 * @param {import('playwright-core').Page} page
 * @param {string} url of the server
 * @param {string} folder
 * @param {readonly (readonly [string, string])[]} [payload] what the editor's own test driver is told
 * @returns {Promise<void>}
 */
export const openWorkbench = async (page, url, folder, payload) => {
  const query = new URLSearchParams({ folder });
  if (payload !== undefined) query.set('payload', JSON.stringify(payload));
  await page.goto(`${url}?${query}`, { timeout: PATIENCE });
  await workbenchReady(page);
};

/** @param {import('playwright-core').Page} page @returns {Promise<void>} */
export const workbenchReady = async (page) => {
  await page.locator('.monaco-workbench').waitFor({ timeout: PATIENCE });
  await page.locator('.part.statusbar .statusbar-item').first().waitFor({ timeout: PATIENCE });
};
