import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { killHosts, prepareProfile, startHost, type Host, type Profile } from '../../../scripts/host/server.mjs';
import { openWorkbench, workbenchReady } from '../../../scripts/host/workbench.mjs';
import { ChatPage, type ChatPlace } from './chat-page.ts';
import { QuickInput } from './quick-input.ts';
import { shot } from './shots.ts';

// a run that is broken off leaves no server behind: they are not in the group that Ctrl+C reaches
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    killHosts();
    process.kill(process.pid, 'SIGKILL');
  });

const patience = 60_000;
const size = { width: 1280, height: 860 };

export interface EditorOptions {
  readonly browser: Browser;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Of the process that runs the editor. */
  readonly env?: NodeJS.ProcessEnv;
}

const newContext = async (browser: Browser): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport: size });
  context.setDefaultTimeout(patience);
  return context;
};

const none: Readonly<Record<string, unknown>> = {};

/** One person's editor with the extension installed, and its window. */
export class Editor {
  readonly profile: Profile;
  page: Page;
  quick: QuickInput;
  #context: BrowserContext;
  readonly #env: NodeJS.ProcessEnv;
  #host: Host;

  private constructor(profile: Profile, host: Host, context: BrowserContext, page: Page, env: NodeJS.ProcessEnv) {
    this.profile = profile;
    this.#host = host;
    this.#context = context;
    this.#env = env;
    this.page = page;
    this.quick = new QuickInput(page);
  }

  static async open({ browser, settings = none, env = {} }: EditorOptions): Promise<Editor> {
    const profile = await prepareProfile(await mkdtemp(path.join(tmpdir(), 'p2p-')), settings);
    await cp(inject('extensions'), profile.extensions, { recursive: true });
    const host = await startHost(profile, { env });
    const context = await newContext(browser);
    const editor = new Editor(profile, host, context, await context.newPage(), env);
    try {
      await editor.#load();
    } catch (error) {
      await shot(editor, 'failed-to-open');
      await editor.close();
      throw error;
    }
    return editor;
  }

  /** Reloads the window as a person does: the editor gets the time to write down what is open. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.quick.run('Developer: Reload Window');
    await loaded;
    await workbenchReady(this.page);
    await this.#showSideBar();
  }

  async #load(): Promise<void> {
    await openWorkbench(this.page, this.#host.url, this.profile.workspace);
    await this.#showSideBar();
  }

  async #showSideBar(): Promise<void> {
    await this.quick.run('P2P Chat: Focus on Conversations View'); // unlike a click on the icon it never hides
    await this.page.locator('.pane:has(.pane-header[aria-label^="Conversations"]) .pane-body').waitFor();
  }

  /** As a power cut would: nothing of ours gets to say good-bye. */
  async kill(): Promise<void> {
    await this.#host.kill();
  }

  /** Starts it again after `kill`, at the same address. */
  async restart(): Promise<void> {
    this.#host = await startHost(this.profile, { port: this.#host.port, env: this.#env });
    await this.#load();
  }

  /** The same computer and account after its editor has ended, seen from a browser that knows nothing of them. */
  async restartInNewBrowserProfile(): Promise<void> {
    await this.kill();
    const browser = this.#context.browser();
    if (browser === null) throw new Error('the browser has ended');
    await this.#context.close();
    this.#context = await newContext(browser);
    this.page = await this.#context.newPage();
    this.quick = new QuickInput(this.page);
    await this.restart();
  }

  async close(): Promise<void> {
    await this.#context.close();
    await this.#host.stop();
    await rm(this.profile.dir, { recursive: true, force: true });
  }

  /** From dark to light or back. */
  async toggleTheme(): Promise<void> {
    const workbench = this.page.locator('.monaco-workbench');
    const kind = /\bvs-dark\b/.test((await workbench.getAttribute('class')) ?? '') ? 'vs' : 'vs-dark';
    await this.quick.run('Preferences: Toggle between Light/Dark Themes');
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /** A theme of the editor by its name. */
  async setTheme(theme: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.page.keyboard.press('Control+t');
    await this.quick.ask(/color theme/i);
    await this.quick.input.fill(theme);
    await this.quick.row(theme).first().waitFor();
    await this.quick.input.press('Enter');
    await this.quick.closed();
  }

  /** The header of one of our views in the side bar. */
  pane(title: string): Locator {
    return this.page.locator(`.pane-header[aria-label^="${title}"]`);
  }

  /** A line of a tree by the beginning of what a screen reader hears, such as `Room general, 2 of 2 online`. */
  row(view: 'Conversations' | 'People', spoken: string): Locator {
    return this.page.locator(
      `.pane:has(.pane-header[aria-label^="${view}"]) .monaco-list-row[aria-label^="${spoken}"]`,
    );
  }

  /**
   * Opens a conversation by its line. A click that comes while the editor draws the line anew is lost, so it is made again, as a
   * person would.
   */
  async openByRow(spoken: string, title: string): Promise<void> {
    const shown = this.chat('panel').title.filter({ hasText: title });
    for (let clicks = 1; ; clicks++) {
      await this.row('Conversations', spoken).click();
      try {
        return await shown.waitFor({ timeout: 15_000 });
      } catch (error) {
        if (clicks === 4) throw error;
      }
    }
  }

  /** Brings a room on screen by the quick switcher. */
  async openRoom(name: string): Promise<void> {
    await this.quick.run('P2P Chat: Open Room…');
    await this.quick.pick(name);
    await this.chat('panel').shows(name);
  }

  /** The tabs of the editor area by their title. */
  tabs(title: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title });
  }

  chat(place: ChatPlace): ChatPage {
    return new ChatPage(this.page, place);
  }

  /** Opens the Chat view of the side bar if it is collapsed. */
  async expandChatView(): Promise<void> {
    const header = this.pane('Chat');
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  }

  /** What delivers to webviews the files that their pages name answers no more; gives its cure. */
  async hangWebviewFiles(): Promise<() => Promise<void>> {
    const broker = this.#context.serviceWorkers().find((worker) => worker.url().includes('/webview/'));
    if (broker === undefined) throw new Error('no webview has been shown');
    await broker.evaluate(`clients.matchAll = () => new Promise(() => {})`);
    return () => broker.evaluate(`delete clients.matchAll`);
  }

  /** Answers the modal question that is on screen. */
  async confirm(button: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: button }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
}
