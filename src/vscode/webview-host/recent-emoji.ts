import * as z from 'zod';
import { isEmoji } from '../../../common/text/index.ts';
import { viewLimits } from '../../../common/protocol/view/index.ts';
import type { KeyValue } from './drafts.ts';

const key = 'recentEmoji';
const kept = z.array(z.string()).catch([]);

/** Emoji that this person took, the newest first. */
export class RecentEmoji {
  readonly #store: KeyValue;

  constructor(store: KeyValue) {
    this.#store = store;
  }

  get all(): readonly string[] {
    return kept.parse(this.#store.get(key)).filter(isEmoji).slice(0, viewLimits.recentEmoji);
  }

  used(emoji: string): void {
    if (!isEmoji(emoji)) return;
    const others = this.all.filter((one) => one !== emoji);
    void this.#store.update(key, [emoji, ...others].slice(0, viewLimits.recentEmoji));
  }
}
