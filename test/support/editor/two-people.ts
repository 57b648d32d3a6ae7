import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFailed, test as base } from 'vitest';
import { freePort } from '../../../scripts/host/server.mjs';
import { launchBrowser } from '../../../scripts/host/workbench.mjs';
import { Editor } from './editor.ts';
import { tellFailure } from './failure.ts';
import { localTrackerOf } from './local-tracker.ts';

const password = 'correct horse battery';

/** Ana and Bia, each in an editor of her own with the packaged extension. Ana's computer runs the tracker. */
export class TwoPeople {
  #browser: Browser | undefined;
  #editors: readonly [Editor, Editor] | undefined;
  /** Of the tracker. */
  port = 0;
  readonly password = password;

  get ana(): Editor {
    return this.#both[0];
  }
  get bia(): Editor {
    return this.#both[1];
  }
  get #both(): readonly [Editor, Editor] {
    if (this.#editors === undefined) throw new Error('no editor is open');
    return this.#editors;
  }

  /** `biaEnv`: of the process that runs Bia's editor. */
  async open(more: Readonly<Record<string, unknown>>, biaEnv: NodeJS.ProcessEnv = {}): Promise<void> {
    this.#browser = await launchBrowser();
    this.port = await freePort();
    const settings = { 'p2pChat.localTracker.port': this.port, 'p2pChat.chat.openLocation': 'editor', ...more };
    const options = { browser: this.#browser, settings };
    console.time('two editors with the extension');
    this.#editors = await Promise.all([Editor.open(options), Editor.open({ ...options, env: biaEnv })]);
    console.timeEnd('two editors with the extension');
  }

  async close(): Promise<void> {
    const tracker = this.#editors && (await localTrackerOf(this.ana));
    await Promise.all((this.#editors ?? []).map((editor) => editor.close()));
    tracker?.end();
    await this.#browser?.close();
  }

  async tellFailure(): Promise<void> {
    await tellFailure(this.ana, 'failed-ana');
    await tellFailure(this.bia, 'failed-bia');
  }

  /** Ana starts a tracker, for her computer alone or also for her network, and makes the room general. */
  async setUpAna(tracker = 'Start a tracker on this computer'): Promise<void> {
    const { quick } = this.ana;
    await quick.run('P2P Chat: Set Up…');
    await quick.pick(tracker);
    await quick.answer('Choose a username', 'ana');
    await quick.answer('Choose a password for ana', password);
    await this.ana.chat('panel').shows('general');
  }

  /** Bia finds Ana's tracker by its address, and is in the same room. */
  async setUpBia(address = `127.0.0.1:${this.port}`): Promise<void> {
    const { quick } = this.bia;
    await quick.run('P2P Chat: Set Up…');
    await quick.answer('Pick a tracker, or type its address', address);
    await quick.answer('Choose a username', 'bia');
    await quick.answer('Choose a password for bia', password);
    await this.bia.chat('panel').shows('general');
  }
}

const none: Readonly<Record<string, unknown>> = {};

/** Opens two editors for the tests of a file, which are one story, in their order. After a failure the rest is left out. */
export const twoPeople = (
  settings = none,
  biaEnv?: NodeJS.ProcessEnv,
): { people: TwoPeople; test: (name: string, story: () => Promise<void>, timeout?: number) => void } => {
  const people = new TwoPeople();
  beforeAll(() => people.open(settings, biaEnv));
  afterAll(() => people.close());
  const test = (name: string, story: () => Promise<void>, timeout?: number): void => {
    base(
      name,
      async () => {
        onTestFailed(() => people.tellFailure());
        await story();
      },
      timeout,
    );
  };
  return { people, test };
};
