import type { CDPSession, Page } from 'playwright-core';
import { devtools } from '../harness/tab.ts';
import { themes, type Theme } from '../harness/theme-classes.ts';

/** More stops of the Tab key than any screen has. */
const enough = 60;
/** Pressed in one go: the page itself notes where each press leads. */
const burst = 15;
/** Of a ring with what is around it. */
const leastRatio = 3;

/** Wherever the Tab key leads, it is seen, and it leads out again: once from where one is, and in each theme from the top. */
export const focusFindings = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  const isSomewhere = await page.evaluate(() => document.activeElement !== document.body);
  if (isSomewhere) found.push(...(await walk(page, themes[0])));
  for (const theme of themes) found.push(...(await walk(page, theme)));
  return found;
};

/** One walk, from where the focus is to where the Tab key leads out. */
export const walk = async (page: Page, theme: Theme): Promise<readonly string[]> => {
  const session = await devtools(page);
  await page.evaluate((name) => probes.applyTheme(name), theme);
  const way = await page.evaluateHandle(() => probes.followTab());
  for (let pressed = 0; pressed <= enough; pressed += burst) {
    await Promise.all(Array.from({ length: burst }, () => pressTab(session)));
    const { stops, isOut } = await way.jsonValue();
    if (!isOut) continue;
    return stops.flatMap(({ name, visible, ratio = leastRatio }) => [
      ...(visible ? [] : [`${theme}: focus not seen on ${name}`]),
      ...(ratio < leastRatio ? [`${theme}: a ring of ${ratio.toFixed(2)} on ${name}`] : []),
    ]);
  }
  return [`${theme}: no way out for the Tab key`];
};

const tab = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 } as const;
const pressTab = async (session: CDPSession): Promise<void> => {
  await Promise.all([
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...tab }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...tab }),
  ]);
};
