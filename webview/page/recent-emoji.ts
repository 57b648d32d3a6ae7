import { viewLimits } from '../../common/protocol/view/index.ts';
import type { Host } from '../host.ts';

/** Emoji that this person took, the newest first; the host keeps them. */
export class RecentEmoji {
  readonly #host: Host;
  #all: readonly string[] = [];

  constructor(host: Host) {
    this.#host = host;
  }

  get all(): readonly string[] {
    return this.#all;
  }

  /** As the host says. */
  set(all: readonly string[]): void {
    this.#all = all;
  }

  used(emoji: string): void {
    this.#all = [emoji, ...this.#all.filter((one) => one !== emoji)].slice(0, viewLimits.recentEmoji);
    this.#host.notify('usedEmoji', { emoji });
  }
}
