import type { Page } from 'playwright-core';
import type { Theme } from '../harness/theme-classes.ts';

/** What text has to reach, by kind of theme. Shapes that tell something need 3. */
const least: Readonly<Record<Theme, number>> = { dark: 4.5, light: 4.5, hc: 7, hcl: 7 };
const leastOfShapes = 3;

/** Texts, placeholders and icons that are too close to what lies below them. */
export const paleFindings = async (page: Page, theme: Theme): Promise<readonly string[]> =>
  (await page.evaluate(() => probes.contrasts()))
    .filter(({ kind, ratio }) => ratio < (kind === 'text' ? least[theme] : leastOfShapes))
    .map(({ what, ratio }) => `contrast ${ratio.toFixed(2)} of ${what}`);
