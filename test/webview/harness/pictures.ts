import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';

/** PICTURES names a folder, to have the pictures kept and looked at. */
const folder = process.env['PICTURES'];
if (folder !== undefined) mkdirSync(folder, { recursive: true });

export const keepPicture = async (page: Page, name: string): Promise<void> => {
  if (folder !== undefined) await page.screenshot({ path: path.join(folder, `${name.replaceAll(/\W+/g, '-')}.png`) });
};
