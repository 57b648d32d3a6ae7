import type { FrameLocator, Locator, Page } from 'playwright-core';

export type ChatPlace = 'panel' | 'view';

/** In a panel of the editor area, or in the view of the sidebar. A webview is a frame within a frame. */
const frame = (page: Page, place: ChatPlace): FrameLocator => {
  const purpose = '[src*="purpose=webviewView"]';
  const outer = place === 'view' ? purpose : `:not(${purpose})`;
  return page.frameLocator(`iframe.webview.ready${outer}`).frameLocator('iframe#active-frame');
};

/** One chat page as a person sees it. */
export class ChatPage {
  readonly frame: FrameLocator;

  constructor(page: Page, place: ChatPlace) {
    this.frame = frame(page, place);
  }

  get composer(): Locator {
    return this.frame.getByRole('textbox');
  }

  get title(): Locator {
    return this.frame.locator('.head-name h2');
  }

  /** What has the focus inside the page. */
  get focused(): Locator {
    return this.frame.locator(':focus');
  }

  /** Messages, lines of joining and leaving, and notes that contain the text. */
  line(text: string): Locator {
    return this.frame.locator('.msg, .event', { hasText: text });
  }

  message(text: string): Locator {
    return this.frame.locator('.msg', { hasText: text });
  }

  async shows(room: string): Promise<void> {
    await this.title.filter({ hasText: room }).waitFor();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await this.message(text).waitFor();
  }

  /** A message of mine that is on its way no more. */
  async sent(text: string): Promise<void> {
    await this.message(text).locator('.state:not(.sending)').waitFor();
  }

  /** A message of mine that all have who were there when it was written, by what the mark beside it says. */
  async delivered(text: string): Promise<void> {
    const all = ':is([title^="Delivered to "], [title^="Read by "]):not([title*="Not delivered yet"])';
    await this.message(text).locator(`.state.delivered${all}`).waitFor();
  }

  /** The conversation of the sidebar, chosen from its list. */
  async choose(name: string): Promise<void> {
    const line = this.frame.locator('.conversation-name', { hasText: name });
    const back = this.frame.locator('.back');
    await line.or(back).first().waitFor();
    if (await back.isVisible()) await back.click();
    await line.click();
    await this.shows(name);
  }
}
