import { expect, it } from 'vitest';
import { describePage, setTheme, withChat } from './harness/browser.ts';
import { scenes, withScene, type Scene } from './harness/scenes.ts';
import { states } from './harness/states.ts';
import { themes } from './harness/theme-classes.ts';

/** More stops of the Tab key than any screen has. */
const enough = 60;
/** Of a ring with what is around it. */
const leastRatio = 3;

describePage('focus', () => {
  for (const [name, scene] of Object.entries<Scene>(scenes))
    it(
      `${name}: is seen wherever the Tab key leads, and leads out again`,
      () =>
        withScene(scene, 'en', async ({ page }) => {
          const found: string[] = [];
          for (const theme of themes) {
            await setTheme(page, theme);
            await page.evaluate(() => {
              (document.activeElement as HTMLElement | null)?.blur();
              document.body.classList.add('vscode-reduce-motion'); // no look in between
              probes.rememberLooks();
            });
            let stops = 0;
            for (; stops < enough; stops++) {
              await page.keyboard.press('Tab');
              const look = await page.evaluate(() => probes.focusLook());
              if (look.name === '') break;
              if (!look.visible) found.push(`${theme}: not seen on ${look.name}`);
              if (look.ratio !== undefined && look.ratio < leastRatio)
                found.push(`${theme}: a ring of ${look.ratio.toFixed(2)} on ${look.name}`);
            }
            if (stops === enough) found.push(`${theme}: no way out`);
          }
          expect(found).toEqual([]);
        }),
      60_000,
    );

  it('would be missed', () =>
    withChat(states.room, {}, async ({ page }) => {
      await page.evaluate(() => {
        const button = document.createElement('button');
        button.style.outline = 'none';
        document.querySelector('main')?.prepend(button);
        probes.rememberLooks();
      });
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => probes.focusLook())).toMatchObject({ visible: false });
    }));
});
