import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  var axe: { run(options: RunOptions): Promise<AxeResults> } | undefined;
}

/** Asked for by the page like its own scripts: so it is kept ready, and not sent anew for each page. */
const load = (): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
    script.src = '/axe.js';
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    document.head.append(script);
  });

/** The rules that look at colors. All others look at elements and attributes, which are the same in every theme. */
const colors: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** What has passed is not asked for: to describe each element of it takes longer than to look at it. */
const violations: RunOptions = { resultTypes: ['violations'] };

/** What axe-core finds on the page as it is, open shadow roots included: one line for each element. */
export const axeFindings = async (page: Page, what: 'all' | 'colors' = 'all'): Promise<readonly string[]> => {
  if (await page.evaluate(() => globalThis.axe === undefined)) await page.evaluate(load);
  const found = await page.evaluate(
    async (options) =>
      ((await globalThis.axe?.run(options))?.violations ?? []).flatMap(({ id, impact, nodes }) =>
        nodes.map(({ html, failureSummary = '' }) => [impact, id, html.slice(0, 160), failureSummary].join(' ')),
      ),
    what === 'all' ? violations : { ...violations, ...colors },
  );
  return found.map((line) => `axe: ${line.replaceAll(/\s+/g, ' ')}`);
};
