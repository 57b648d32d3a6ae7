import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Page } from 'playwright-core';

const folder = process.env['P2P_CHAT_SHOTS'];

/** A picture of the window, if `P2P_CHAT_SHOTS` names a folder for them. */
export const shot = async ({ page }: { readonly page: Page }, name: string): Promise<void> => {
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
};
