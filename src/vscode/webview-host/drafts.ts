import * as z from 'zod';
import type { RoomKey } from '../../../common/model/index.ts';

/** The part of `vscode.Memento` that is needed. */
export interface KeyValue {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const key = 'drafts';
const most = 50;
const kept = z.record(z.string(), z.string()).catch({});

/** Texts not yet sent, one per conversation, kept over reloads. The oldest of more than 50 is dropped. */
export class Drafts {
  readonly #store: KeyValue;
  readonly #texts: Map<string, string>;

  constructor(store: KeyValue) {
    this.#store = store;
    this.#texts = new Map(Object.entries(kept.parse(store.get(key))));
  }

  get(room: RoomKey): string {
    return this.#texts.get(room) ?? '';
  }

  set(room: RoomKey, text: string): void {
    if (this.get(room) === text) return;
    this.#texts.delete(room);
    if (text !== '') this.#texts.set(room, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > most && oldest !== undefined) this.#texts.delete(oldest);
    void this.#store.update(key, Object.fromEntries(this.#texts));
  }
}
