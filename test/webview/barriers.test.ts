import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings } from './checks/axe.ts';
import { paleFindings } from './checks/contrast.ts';
import { describePage, drawn, setTheme, withChat } from './harness/browser.ts';
import { keepPicture } from './harness/pictures.ts';
import { scenes, withScene, type Scene } from './harness/scenes.ts';
import { states } from './harness/states.ts';
import { themes } from './harness/theme-classes.ts';

const named = Object.entries<Scene>(scenes);

describePage('no barriers', () => {
  for (const [name, scene] of named)
    it(`${name}: four themes, two languages, no complaint`, async () => {
      const found: string[] = [];
      for (const language of ['en', 'pt'] as const)
        await withScene(scene, language, async ({ page }) => {
          for (const theme of themes) {
            await setTheme(page, theme);
            await keepPicture(page, `${name} ${theme} ${language}`);
            if (language === 'en') found.push(...(await axeFindings(page)).map((line) => `${theme}: ${line}`));
            found.push(...(await paleFindings(page, theme)));
          }
          found.push(...(await page.evaluate(() => probes.outOfRoom())).map((line) => `${language}: ${line}`));
          await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
          await drawn(page);
          found.push(...(await moving(page)));
        });
      expect(found).toEqual([]);
    }, 120_000);

  it('would be found', () =>
    withChat(states.room, {}, async ({ page }) => {
      await page.evaluate(() => {
        const words = Object.assign(document.createElement('p'), { textContent: 'pale' });
        words.style.color = '#333';
        words.animate([{ opacity: 1 }, { opacity: 0.99 }], { duration: 1000, iterations: Number.POSITIVE_INFINITY });
        const button = document.createElement('button');
        button.style.cssText = 'position: absolute; left: 2000px; width: 40px; height: 40px';
        document.querySelector('main')?.append(words, button);
      });
      expect((await axeFindings(page)).join('\n')).toMatch(/critical button-name[^]*serious color-contrast/);
      expect((await paleFindings(page, 'dark')).join('\n')).toContain('"pale"');
      expect((await page.evaluate(() => probes.outOfRoom())).join('\n')).toContain('beside the window: button');
      expect(await moving(page)).not.toEqual([]);
    }));
});

const moving = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => document.getAnimations().map(({ id, playState }) => `moves: ${id} ${playState}`));
