import { expect, it } from 'vitest';
import { ana, bruno, group, minute, noon, row, snapshot } from '../support/view-samples.ts';
import { describePage, setTheme, withChat } from './harness/browser.ts';
import { themes } from './harness/theme-classes.ts';

// What is seen before everything is drawn, and what says how somebody is.

const fence = '```';
/** More than the page draws in one turn. */
const heavy = Array.from({ length: 120 }, (_, n) =>
  row(
    n % 2 === 0 ? bruno : ana,
    `look ${n}\n\n${fence}ts\n${`export const value${n} = [1, 2, 3]; // note\n`.repeat(20)}${fence}`,
    noon + n * minute,
  ),
);

describePage('a page that opens', () => {
  it('never shows code between its marks, however much there is to draw', () =>
    withChat(snapshot({ rows: [row(bruno, 'hello', noon - minute)] }), {}, async ({ page }) => {
      await page.evaluate(
        (next) => {
          const seen: string[] = [];
          Object.assign(globalThis, { seen });
          const look = (): void => {
            for (const one of document.querySelectorAll('article'))
              if (one.textContent.includes('```')) seen.push(one.textContent);
            requestAnimationFrame(look);
          };
          look();
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
          fakeHost.pushSnapshot(next);
        },
        snapshot({ rev: 5, rows: heavy }),
      );
      await page.getByText('look 119').waitFor();
      await expect.poll(() => page.locator('.hljs-keyword').count()).toBeGreaterThan(0);
      expect(await page.evaluate(() => Reflect.get(globalThis, 'seen'))).toEqual([]);
    }));
});

describePage('presence', () => {
  it.each(themes)('is drawn in the color that people set for it, in %s', (theme) =>
    withChat(snapshot({ header: group }), {}, async ({ page }) => {
      await setTheme(page, theme);
      await page.getByRole('button', { name: /^\d+ members$/ }).press('Enter');
      const dot = page.locator('.presence.is-online').first();
      await dot.waitFor();
      const colors = await dot.evaluate((one) => {
        const probe = document.createElement('span');
        probe.style.color = 'var(--vscode-p2pChat-presenceOnline)';
        one.after(probe);
        return [getComputedStyle(one).color, getComputedStyle(probe).color, getComputedStyle(document.body).color];
      });
      expect(colors[0]).toBe(colors[1]);
      expect(colors[0]).not.toBe(colors[2]);
    }),
  );
});

describePage('a room', () => {
  it('has its sign wherever it is named', () =>
    withChat(snapshot({ rows: [] }), {}, async ({ page }) => {
      const title = (await page.locator('.head-name h2').innerText()).trim();
      expect(title).toMatch(/^#/);
      expect(await page.getByRole('textbox').getAttribute('aria-label')).toContain(title);
      expect(await page.locator('.log').getAttribute('aria-label')).toContain(title);
    }));
});
