import { SingleTimer, type Clock, type Disposable, type Logger } from '../../../common/base/index.ts';
import type { PageParts } from './page-html.ts';

/** How long a page that can be seen may take to say that it is ready; twice as long after each time that it was filled again. */
export const readyMs = 10_000;
/** How often a page is filled again before it is given up. */
export const maxRefills = 3;

export interface PageLoadOptions {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly logger: Logger;
  /** Gives the webview its document anew. */
  readonly fill: (parts: PageParts) => Promise<void>;
  readonly isVisible: () => boolean;
}

/**
 * Fills a webview, and again if its page stays silent: it would stay blank. On a busy machine the editor can lose a page, and
 * what answers the addresses of its parts can hang for every page to come; so the next ones bring their parts with them.
 */
export class PageLoad implements Disposable {
  readonly #options: PageLoadOptions;
  #isDisposed = false;
  readonly #timer = new SingleTimer();
  #wasVisible = false;
  #refills = 0;

  constructor(options: PageLoadOptions) {
    this.#options = options;
  }

  start(): void {
    this.#fill('linked');
    this.visibilityChanged();
  }

  /** The page has said so. */
  ready(): void {
    this.#refills = 0;
    this.#timer.clear();
  }

  /** Perhaps. Out of sight the editor lets go of a page, and loads it by itself when it is back: then it is ready anew. */
  visibilityChanged(): void {
    const isVisible = this.#options.isVisible();
    if (isVisible === this.#wasVisible) return;
    this.#wasVisible = isVisible;
    this.ready();
    if (isVisible) this.#watch();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer.dispose();
  }

  /** In two halves: after a stall of this process the first is over late, and the second gives what the page said time to be heard. */
  #watch(): void {
    const { clock } = this.#options;
    const half = (readyMs / 2) * 2 ** this.#refills;
    const next = (run: () => void): void => this.#timer.set(() => clock.setTimer(half, run));
    next(() => next(() => this.#refill()));
  }

  #refill(): void {
    const { logger } = this.#options;
    if (this.#refills === maxRefills) {
      logger.log('error', 'a chat page does not load');
      return;
    }
    this.#refills++;
    logger.log('warn', 'a chat page did not load, and is filled again');
    this.#fill('embedded');
    this.#watch();
  }

  #fill(parts: PageParts): void {
    this.#options.fill(parts).catch((error: unknown) => {
      if (!this.#isDisposed) this.#options.logger.log('error', `a chat page cannot be filled: ${String(error)}`);
    });
  }
}
