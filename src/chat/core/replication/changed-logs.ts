import { BoundedMap } from '../../../../common/base/index.ts';
import type { LogKey, RoomKey } from '../../../../common/model/index.ts';
import type { LogOwner } from './log-owner.ts';

/** Milliseconds after which somebody whom a change does not concern is told of it: so many, and as many again at most. */
const delay = 1000;
/** Milliseconds for which whoever asked for a log is told of it at once. */
const interestFor = 600_000;
const maxInterests = 4096;

interface Late {
  readonly room: RoomKey;
  readonly log: LogKey;
  readonly owner: LogOwner;
}

/** What has changed since a peer was told, and whether it is to hear of it at once or later. Time is handed in. */
export class ChangedLogs {
  readonly #soon = new Map<RoomKey, Map<LogKey, LogOwner>>();
  /** All told in one, once the first of them has waited long enough. */
  readonly #late = new Map<string, Late>();
  /** Milliseconds of the monotonic clock. */
  #due = Infinity;
  /** When it asked for a log last, or for the newest of a conversation. */
  readonly #interests = new BoundedMap<string, number>(maxInterests);
  readonly #delay: number;

  /** `jitter`: from 0 to 1, another one for each link. */
  constructor(jitter: number) {
    this.#delay = delay * (1 + jitter);
  }

  get rooms(): readonly RoomKey[] {
    return [...this.#soon.keys()];
  }

  get size(): number {
    return this.#soon.size;
  }

  /** It has asked for a log; without one, for the newest of the conversation. */
  onAsked(now: number, room: RoomKey, log?: LogKey): void {
    this.#interests.set(room + (log ?? ''), now);
  }

  wants(now: number, room: RoomKey, log: LogKey): boolean {
    return [log, ''].some((one) => (this.#interests.get(room + one) ?? -Infinity) > now - interestFor);
  }

  addSoon(room: RoomKey, log: LogKey, owner: LogOwner): void {
    this.#late.delete(room + log);
    this.#soon.set(room, (this.#soon.get(room) ?? new Map<LogKey, LogOwner>()).set(log, owner));
  }

  addLate(now: number, room: RoomKey, log: LogKey, owner: LogOwner): void {
    const name = room + log;
    if (this.#soon.get(room)?.has(log) === true || this.#late.has(name)) return;
    if (this.#late.size === 0) this.#due = now + this.#delay;
    this.#late.set(name, { room, log, owner });
  }

  /** What is due is to be told soon, if it is news to the peer still. Answers in how many milliseconds the rest is due. */
  takeDue(now: number, isNews: (room: RoomKey, log: LogKey, owner: LogOwner) => boolean): number | undefined {
    if (this.#late.size === 0) return undefined;
    if (this.#due > now) return this.#due - now;
    const due = [...this.#late.values()];
    this.#late.clear();
    for (const { room, log, owner } of due) if (isNews(room, log, owner)) this.addSoon(room, log, owner);
    return undefined;
  }

  take(room: RoomKey): readonly LogOwner[] {
    const owners = [...(this.#soon.get(room)?.values() ?? [])];
    this.#soon.delete(room);
    return owners;
  }

  /** All of the conversation has been told. */
  forget(room: RoomKey): void {
    this.#soon.delete(room);
    for (const [name, late] of this.#late) if (late.room === room) this.#late.delete(name);
  }
}
