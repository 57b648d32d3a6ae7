import { expect, it } from 'vitest';
import { describePage, withChat, type PageOptions } from './harness/browser.ts';
import { keepPicture } from './harness/pictures.ts';
import { states } from './harness/states.ts';

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
    it(`draws every state without complaint: ${name}`, () =>
      withChat(states.loading, options, async ({ page, show }) => {
        for (const [state, snapshot] of Object.entries(states)) {
          await show(snapshot);
          expect(await page.locator('main.chat').innerText(), state).not.toBe('');
          await keepPicture(page, `${state}-${name}`);
        }
      }));
});
