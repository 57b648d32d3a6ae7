import type { Locator, Page } from 'playwright-core';
import { until } from '../until.ts';

/** How long a list may take to show a line before the palette is opened anew. */
const listPatience = 3000;

/** The editor's one input at the top: command palette, pick lists, input boxes. */
export class QuickInput {
  readonly #page: Page;
  readonly widget: Locator;
  readonly input: Locator;
  /** Questions that have been answered, the palette's own apart. */
  answered = 0;

  constructor(page: Page) {
    this.#page = page;
    this.widget = page.locator('.quick-input-widget:visible');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /**
   * Runs a command of the palette by its category and title, such as `P2P Chat: Create Room…`.
   * The palette shows what was known when it opened, and never the commands of an extension that was read later: hence the loop.
   */
  async run(title: string): Promise<void> {
    const ran = async (): Promise<boolean> => {
      await this.#page.keyboard.press('F1');
      if (await this.#took(title)) return true;
      await this.#page.keyboard.press('Escape');
      return false;
    };
    await until(ran, `"${title}" in the palette`);
  }

  /** False if the palette does not show it soon, or is just closing and takes no text. */
  async #took(title: string): Promise<boolean> {
    try {
      await this.input.fill(`>${title}`, { timeout: listPatience });
      await this.row(title).first().click({ timeout: listPatience });
      return true;
    } catch {
      return false;
    }
  }

  row(text: string): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row', { hasText: text });
  }

  /** Waits for the input with this prompt or placeholder, types and accepts. */
  async answer(question: string | RegExp, text: string): Promise<void> {
    await this.ask(question);
    await this.input.fill(text);
    await this.input.press('Enter');
    this.answered++;
  }

  /** Waits until the input asks this: in its prompt, placeholder or a line of its list. */
  async ask(question: string | RegExp): Promise<void> {
    const placeholder = this.#page.getByPlaceholder(question);
    await this.widget.filter({ hasText: question }).or(placeholder).first().waitFor();
  }

  /** Takes a line of a pick list. */
  async pick(text: string): Promise<void> {
    await this.row(text).first().click();
    this.answered++;
  }

  async closed(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }
}
