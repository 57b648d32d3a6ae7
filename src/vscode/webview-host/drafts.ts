import * as z from 'zod';
import type { RoomKey } from '../../../common/model/index.ts';

/** The part of `vscode.Memento` that is needed. */
export interface KeyValue {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const key = 'drafts';
const maxDrafts = 50;
const kept = z.record(z.string(), z.string()).catch({});

/**
 * Texts not yet sent, one for each conversation of each account (its identity key), kept over restarts. The oldest of more than 50 is
 * dropped. Read anew each time: another window may have written meanwhile.
 */
export class Drafts {
  readonly #store: KeyValue;

  constructor(store: KeyValue) {
    this.#store = store;
  }

  get(account: string, room: RoomKey): string {
    const { [nameOf(account, room)]: mine, [room]: early } = this.#all();
    if (mine === undefined && early !== undefined) void this.set(account, room, early);
    return mine ?? early ?? '';
  }

  /** Settles once it is stored. */
  async set(account: string, room: RoomKey, text: string): Promise<void> {
    const name = nameOf(account, room);
    const { [name]: before, [room]: early, ...others } = this.#all();
    if (early === undefined && (before ?? '') === text) return;
    const texts = Object.entries(others);
    if (text !== '') texts.push([name, text]);
    await this.#store.update(key, Object.fromEntries(texts.slice(-maxDrafts)));
  }

  #all(): Readonly<Record<string, string>> {
    return kept.parse(this.#store.get(key));
  }
}

/** The first versions knew one account and kept a text under its room alone; whoever opens the room first takes it over. */
const nameOf = (account: string, room: RoomKey): string => `${account} ${room}`;
