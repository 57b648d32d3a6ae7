import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describePage } from '../harness/browser.ts';
import { scenes, withScene, type Scene } from '../harness/scenes.ts';
import { themes, type Theme } from '../harness/theme-classes.ts';
import { axeFindings } from './axe.ts';
import { paleFindings } from './contrast.ts';
import { focusFindings } from './focus.ts';
import { expectSpoken, spoken } from './spoken.ts';

type Search = (page: Page) => Promise<readonly string[]>;
type ThemeSearch = (page: Page, theme: Theme) => Promise<readonly string[]>;

/** Each of these scenes is opened once in each language, and then searched for all that could keep somebody out. */
export const describeScenes = (surface: string, belongs: (scene: Scene) => boolean): void =>
  describePage(`no barriers in ${surface}`, () => {
    for (const [name, scene] of Object.entries<Scene>(scenes).filter(([, one]) => belongs(one)))
      it(`${name}: four themes, two languages, all stops of the Tab key`, async () => {
        const found: string[] = [];
        await withScene(scene, 'en', async ({ page }) => {
          if (spoken.has(name)) await expectSpoken(page, name);
          found.push(
            ...(await inEachTheme(page, (_, theme) => axeFindings(page, theme === themes[0] ? 'all' : 'colors'))),
          );
          for (const search of [outOfRoom, moving, focusFindings]) found.push(...(await search(page)));
        });
        await withScene(scene, 'pt', async ({ page }) => {
          found.push(...(await inEachTheme(page, async () => [])));
          for (const search of [outOfRoom, moving]) found.push(...(await search(page)).map((line) => `pt: ${line}`));
        });
        expect(found).toEqual([]);
      });
  });

const inEachTheme = async (page: Page, search: ThemeSearch): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const theme of themes) {
    await page.evaluate((name) => probes.applyTheme(name), theme);
    const lines = [...(await search(page, theme)), ...(await paleFindings(page, theme))];
    found.push(...lines.map((line) => `${theme}: ${line}`));
  }
  return found;
};

export const outOfRoom: Search = async (page) => page.evaluate(() => probes.outOfRoom());

/** For who wishes for less motion. */
export const moving: Search = async (page) =>
  page.evaluate(() => {
    document.body.classList.add('vscode-reduce-motion');
    return probes.animations().map(({ id, playState }) => `moves: ${id} ${playState}`);
  });
