import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { it } from 'vitest';
import { describePage, withChat, type PageOptions } from './harness/browser.ts';
import { states } from './harness/states.ts';

/** A folder, to have the pictures kept and looked at; without it the states are only drawn. */
const folder = process.env['PICTURES'];
if (folder !== undefined) mkdirSync(folder, { recursive: true });

const looks: readonly (PageOptions & { readonly name: string })[] = [
  { name: 'dark', theme: 'dark' },
  { name: 'light', theme: 'light' },
  { name: 'hc', theme: 'hc' },
  { name: 'hcl', theme: 'hcl' },
  { name: 'wide', theme: 'dark', width: 1040 },
  { name: '240', theme: 'dark', kind: 'view', width: 240 },
  { name: '320-light', theme: 'light', kind: 'view', width: 320 },
];

describePage('pictures', () => {
  for (const { name, ...options } of looks)
    it(`draws every state without complaint: ${name}`, async () => {
      for (const [state, snapshot] of Object.entries(states))
        await withChat(snapshot, options, async ({ page }) => {
          if (state === 'loading') await page.waitForTimeout(450);
          if (folder !== undefined) await page.screenshot({ path: path.join(folder, `${state}-${name}.png`) });
        });
    }, 120_000);
});
