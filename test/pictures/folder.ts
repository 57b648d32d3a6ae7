import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';

const folder = process.env['P2P_CHAT_PICTURES'] ?? 'pictures';
mkdirSync(folder, { recursive: true });

/** States whose name has this in it. */
export const wanted = (state: string): boolean => state.includes(process.env['P2P_CHAT_PICTURES_OF'] ?? '');

export const all = process.env['P2P_CHAT_PICTURES_ALL'] === '1';

export const keep = async (page: Page, name: string): Promise<void> => {
  // what fades in is there
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
};
