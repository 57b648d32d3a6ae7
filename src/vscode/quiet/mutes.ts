import * as z from 'zod';
import { Emitter, type Disposable, type Event } from '../../../common/base/index.ts';
import { asHex, type IdentityKey, type RoomKey } from '../../../common/model/index.ts';
import type { KeyValue } from '../webview-host/drafts.ts';
import { PerAccount } from './per-account.ts';

/** Rooms of an account; beyond that the one muted first is heard again. */
const most = 1000;
const rooms = z.array(z.string());

/** The conversations that make no toast. Known to this installation alone, for each account by itself. */
export class Mutes implements Disposable {
  readonly #rooms: PerAccount<string[]>;
  readonly #changed = new Emitter<RoomKey>();

  constructor(store: KeyValue, account: () => IdentityKey | undefined) {
    this.#rooms = new PerAccount(store, 'mutes', rooms, account);
  }

  /** The conversation that was muted or is heard again. */
  get onDidChange(): Event<RoomKey> {
    return this.#changed.event;
  }

  get rooms(): ReadonlySet<RoomKey> {
    return new Set((this.#rooms.get() ?? []).map((room) => asHex<RoomKey>(room)));
  }

  has(room: RoomKey): boolean {
    return this.#rooms.get()?.includes(room) ?? false;
  }

  set(room: RoomKey, muted: boolean): void {
    if (this.has(room) === muted) return;
    const others = (this.#rooms.get() ?? []).filter((one) => one !== room);
    const next = muted ? [...others, room].slice(-most) : others;
    if (this.#rooms.set(next.length > 0 ? next : undefined)) this.#changed.fire(room);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
