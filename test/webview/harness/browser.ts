import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { Snapshot } from '../../../common/protocol/view/index.ts';
import type { FakeHost } from './fake-host.ts';
import { themeClasses, type Theme } from './theme-classes.ts';

declare global {
  var fakeHost: FakeHost;
}

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const found = existsSync(executable);
if (!found && process.env['CI'] !== 'true') console.warn(`SKIPPED: the page tests need Chromium at ${executable}`);

export interface PageOptions {
  readonly kind?: 'panel' | 'view';
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** Runs in the page before its own scripts speak to the host. */
  readonly sending?: FakeHost['sending'];
  readonly amending?: FakeHost['amending'];
  readonly pages?: FakeHost['pages'];
  /** What the page is told first when it is loaded again. */
  readonly reloaded?: Snapshot;
  readonly whole?: FakeHost['whole'];
}

export interface Chat {
  readonly page: Page;
  /** Console errors and policy violations so far. */
  readonly complaints: readonly string[];
  /** Another state of the same page. */
  readonly show: (snapshot: Snapshot) => Promise<void>;
  /** What the page has told the host under this name. */
  readonly said: (method: string) => Promise<unknown[]>;
}

let browser: Browser | undefined;

/** A suite on the real page in a real browser. In CI a missing browser is a failure. */
export const describePage = (name: string, suite: () => void): void => {
  describe.skipIf(!found && process.env['CI'] !== 'true')(name, () => {
    beforeAll(async () => {
      const args = [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--no-first-run',
        '--disable-background-networking',
      ];
      browser = await chromium.launch({ executablePath: executable, headless: true, args });
    });
    afterAll(async () => {
      await browser?.close();
    });
    suite();
  });
};

/** Opens the page with a snapshot, uses it, and checks that nothing was violated meanwhile. */
export const withChat = async (
  snapshot: Snapshot,
  options: PageOptions,
  use: (chat: Chat) => Promise<void>,
): Promise<void> => {
  if (browser === undefined) throw new Error('no browser');
  const {
    kind = 'panel',
    theme = 'dark',
    width = 640,
    height = 720,
    sending = 'ok',
    amending = 'ok',
    pages = [],
    whole = [],
  } = options;
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB', timezoneId: 'UTC' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(
    ([initial, again]) => {
      let host: FakeHost;
      Object.defineProperty(globalThis, 'fakeHost', {
        get: () => host,
        set: (value: FakeHost) => {
          const [how] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
          host = Object.assign(value, initial, how?.type === 'reload' && { snapshot: again });
        },
      });
    },
    [{ snapshot, sending, amending, pages, whole }, options.reloaded ?? snapshot] as const,
  );
  try {
    await page.goto(`${inject('pageUrl')}?kind=${kind}&theme=${theme}`);
    await page.locator('main.chat').waitFor();
    const said = (method: string): Promise<unknown[]> =>
      page.evaluate((name) => fakeHost.said.filter((one) => one.method === name).map((one) => one.params), method);
    const show = async (next: Snapshot): Promise<void> => {
      await page.evaluate((value) => fakeHost.pushSnapshot(value), next);
      await drawn(page);
    };
    await use({ page, complaints, show, said });
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
  } finally {
    await context.close();
  }
};

/** What a message from the host changes is on screen, and what had to move has moved. */
export const drawn = (page: Page): Promise<void> => page.evaluate(() => probes.settled());

/** The host asks for the composer, and it has the focus: a key pressed earlier would be lost. */
export const toComposer = async (page: Page): Promise<void> => {
  await page.evaluate(() => fakeHost.focusComposer());
  await page.locator('tk-text-area:focus-within').waitFor();
};

/** Changes the theme of an open page, as the editor does. */
export const setTheme = async (page: Page, theme: Theme): Promise<void> => {
  await page.evaluate((classes) => {
    document.body.className = classes;
    document.body.dataset['vscodeThemeKind'] = classes.split(' ')[0] ?? '';
  }, themeClasses[theme]);
  await drawn(page);
};
