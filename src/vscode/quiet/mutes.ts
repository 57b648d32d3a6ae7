import * as z from 'zod';
import { Emitter, type Disposable, type Event } from '../../../common/base/index.ts';
import type { IdentityKey, RoomKey } from '../../../common/model/index.ts';
import type { KeyValue } from '../webview-host/drafts.ts';

const key = 'mutes';
/** Kept at most, the last ones: rooms of an account, and accounts. */
const most = { rooms: 1000, accounts: 8 } as const;
const kept = z.record(z.string(), z.array(z.string())).catch({});

/**
 * The conversations that make no toast. Known to this installation alone, for each account by itself; nobody is muted while nobody is
 * signed in. Read anew each time: another window may have written meanwhile.
 */
export class Mutes implements Disposable {
  readonly #store: KeyValue;
  readonly #account: () => IdentityKey | undefined;
  readonly #changed = new Emitter<RoomKey>();

  constructor(store: KeyValue, account: () => IdentityKey | undefined) {
    this.#store = store;
    this.#account = account;
  }

  /** The conversation that was muted or is heard again. */
  get onDidChange(): Event<RoomKey> {
    return this.#changed.event;
  }

  has(room: RoomKey): boolean {
    const account = this.#account();
    return account !== undefined && (this.#all()[account]?.includes(room) ?? false);
  }

  set(room: RoomKey, muted: boolean): void {
    const account = this.#account();
    if (account === undefined || this.has(room) === muted) return;
    const { [account]: mine = [], ...others } = this.#all();
    const rooms = muted ? [...mine, room].slice(-most.rooms) : mine.filter((one) => one !== room);
    const accounts = Object.entries(others).slice(1 - most.accounts);
    if (rooms.length > 0) accounts.push([account, rooms]);
    void this.#store.update(key, Object.fromEntries(accounts));
    this.#changed.fire(room);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #all(): Readonly<Record<string, readonly string[]>> {
    return kept.parse(this.#store.get(key));
  }
}
