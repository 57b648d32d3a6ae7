import type { Page } from 'playwright-core';
import { describe, inject } from 'vitest';
import type { Snapshot } from '../../../common/protocol/view/index.ts';
import type { FakeHost } from './fake-host.ts';
import { hasBrowser, withTab } from './tab.ts';
import type { Theme } from './theme-classes.ts';

declare global {
  var fakeHost: FakeHost;
}

export interface PageOptions {
  readonly kind?: 'panel' | 'view';
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: 'reduce';
  /** Runs in the page before its own scripts speak to the host. */
  readonly sending?: FakeHost['sending'];
  readonly changing?: FakeHost['changing'];
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

/** A suite on the real page in a real browser. In CI a missing browser is a failure. */
export const describePage = (name: string, suite: () => void): void => {
  describe.skipIf(!hasBrowser && process.env['CI'] !== 'true')(name, suite);
};

let loads = 0;

/** Opens the page with a snapshot, uses it, and checks that nothing was violated meanwhile. */
export const withChat = (snapshot: Snapshot, options: PageOptions, use: (chat: Chat) => Promise<void>): Promise<void> =>
  withTab(async (page) => {
    const { kind = 'panel', theme = 'dark', width = 640, height = 720, reducedMotion = null } = options;
    const { sending = 'ok', changing = 'ok', pages = [], whole = [], reloaded = snapshot } = options;
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const start = [{ snapshot, sending, changing, pages, whole }, reloaded] as const;
    const [begin] = await Promise.all([
      page.addInitScript(prepare, start),
      page.setViewportSize({ width, height }),
      page.emulateMedia({ reducedMotion }),
    ]);
    await page.goto(`${inject('pageUrl')}?kind=${kind}&theme=${theme}&load=${++loads}`);
    if (!(await page.evaluate(opened))) throw new Error('the page has not begun');
    const said = (method: string): Promise<unknown[]> =>
      page.evaluate((name) => fakeHost.said.filter((one) => one.method === name).map((one) => one.params), method);
    const show = async (next: Snapshot): Promise<void> => {
      await page.evaluate((value) => {
        fakeHost.pushSnapshot(value);
        return probes.settled();
      }, next);
    };
    await use({ page, complaints, show, said });
    await begin.dispose();
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`);
  });

/** The page has heard what the host says first. */
const opened = async (): Promise<boolean> => {
  await probes.heard();
  return document.querySelector('main.chat') !== null;
};

type Start = Pick<FakeHost, 'snapshot' | 'sending' | 'changing' | 'pages' | 'whole'>;

/** Runs in the page before its own scripts: the host gets what it is to begin with, and a tab that was used is empty again. */
const prepare = ([initial, again]: readonly [Start, Snapshot]): void => {
  const [how] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isReload = how?.type === 'reload';
  if (!isReload) sessionStorage.clear();
  let host: FakeHost;
  Object.defineProperty(globalThis, 'fakeHost', {
    get: () => host,
    set: (value: FakeHost) => {
      host = Object.assign(value, initial, isReload && { snapshot: again });
    },
  });
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
  await page.evaluate((name) => probes.applyTheme(name), theme);
  await drawn(page);
};
