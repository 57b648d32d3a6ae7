import { AppError, attempt } from '../../../common/base/index.ts';
import type { Delivery, RoomKey } from '../../../common/model/index.ts';
import type { ChatMate } from '../sim/chat-team.ts';
import { namesOf } from '../named.ts';

interface Shown {
  readonly m: number;
  readonly users: ReadonlySet<string>;
  readonly readBy: ReadonlySet<string>;
}

/** What somebody has been shown of who has his messages: none of it may ever be taken back, not by a restart either. */
export class ReceiptsBook {
  readonly #shown = new Map<ChatMate, Map<string, Shown>>();
  readonly #heard = new Map<ChatMate, number>();
  readonly #violated: (what: string) => void;

  constructor(violated: (what: string) => void) {
    this.#violated = violated;
  }

  /** All that he was told since the last look. */
  hear(mate: ChatMate): void {
    const from = this.#heard.get(mate) ?? 0;
    this.#heard.set(mate, mate.events.length);
    for (const event of mate.events.slice(from))
      if (event.type === 'delivery') this.#look(mate, event.entry, event.delivery);
  }

  /** All that he would see if he looked. */
  read(mate: ChatMate, room: RoomKey): void {
    const rows = attempt(() => mate.history(room));
    // a disk that is broken shows nothing
    if (rows instanceof AppError) return;
    for (const { id, delivery } of rows) if (delivery !== undefined) this.#look(mate, id, delivery);
  }

  #look(mate: ChatMate, id: string, delivery: Delivery): void {
    const { n, m } = delivery;
    const [users, readBy, open] = [delivery.users, delivery.readBy, delivery.open].map(namesOf) as [
      Names,
      Names,
      Names,
    ];
    const book = this.#shown.get(mate) ?? new Map<string, Shown>();
    this.#shown.set(mate, book);
    const before = book.get(id);
    const now = { m, users: new Set(users), readBy: new Set(readBy) };
    book.set(id, now);
    const what = `${mate.host.name}, ${id.slice(0, 6)}`;
    if (n !== users.length || users.length + open.length !== m || readBy.some((one) => !now.users.has(one)))
      this.#violated(
        `a receipt does not add up: ${what}: ${n} of ${m}, ${users.join()}; ${readBy.join()}; ${open.join()}`,
      );
    if (before === undefined) return;
    if (before.m !== m || lacks(now.users, before.users) || lacks(now.readBy, before.readBy))
      this.#violated(
        `a receipt went back: ${what}: ${[...before.users].join()} / ${[...before.readBy].join()} of ${before.m} became ${users.join()} / ${readBy.join()} of ${m}`,
      );
  }
}

type Names = readonly string[];

const lacks = (now: ReadonlySet<string>, before: ReadonlySet<string>): boolean =>
  [...before].some((one) => !now.has(one));
