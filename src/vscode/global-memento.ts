import * as z from 'zod';
import type { KeyValue } from './webview-host/drafts.ts';

const trackersKey = 'trackers';
const localKey = 'localTracker';
const mostTrackers = 5;
const addresses = z.array(z.string()).catch([]);

/** Small things kept between sessions, for all windows. */
export class GlobalMemento {
  readonly #store: KeyValue;

  constructor(store: KeyValue) {
    this.#store = store;
  }

  /** Addresses used before, the last first. */
  get trackers(): readonly string[] {
    return addresses.parse(this.#store.get(trackersKey));
  }

  async addTracker(url: string): Promise<void> {
    const others = this.trackers.filter((other) => other !== url);
    await this.#store.update(trackersKey, [url, ...others].slice(0, mostTrackers));
  }

  /** The local tracker is in use: it is started again with the editor, unless the person stopped it. */
  get localTracker(): boolean {
    return this.#store.get(localKey) === true;
  }

  async setLocalTracker(used: boolean): Promise<void> {
    await this.#store.update(localKey, used);
  }
}
