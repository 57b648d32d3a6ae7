import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  var axe: { run(): Promise<AxeResults> } | undefined;
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on the page as it is, open shadow roots included: one line for each element. */
export const axeFindings = async (page: Page): Promise<readonly string[]> => {
  if (await page.evaluate(() => globalThis.axe === undefined)) await page.evaluate(`${source};undefined`);
  const found = await page.evaluate(async () =>
    ((await globalThis.axe?.run())?.violations ?? []).flatMap(({ id, impact, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => [impact, id, html.slice(0, 160), failureSummary].join(' ')),
    ),
  );
  return found.map((line) => `axe: ${line.replaceAll(/\s+/g, ' ')}`);
};
