import { AppError, type Clock, type Disposable, type Logger } from '../../../common/base/index.ts';
import type { Entry, IdentityKey, RoomKey } from '../../../common/model/index.ts';
import { encodePush, trackerLimits } from '../../../common/protocol/tracker/index.ts';
import { logOf } from '../rooms/log-page.ts';
import type { KnownRoom } from '../rooms/room-cache.ts';
import type { RoomRepository } from '../repositories/room-repository.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Views } from '../views.ts';

export interface RoomBroadcasterParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly rooms: RoomRepository;
  readonly sessions: Sessions;
  readonly views: Views;
}

/** Waits until the next summary of a room may be sent. */
interface Pause {
  timer: Disposable;
  again: boolean;
}

/** Tells of new control entries (ROOM_UPDATE): members the whole room at once, others a summary now and then. */
export class RoomBroadcaster {
  readonly #parts: RoomBroadcasterParts;
  readonly #pauses = new Map<RoomKey, Pause>();

  constructor(parts: RoomBroadcasterParts) {
    this.#parts = parts;
  }

  /** `before`: who was a member until now; they are told whole once more. Never rejects. */
  async broadcast(room: KnownRoom, before: Iterable<IdentityKey>, fresh: readonly Entry[]): Promise<void> {
    try {
      const { views, sessions } = this.#parts;
      const seenBy = await views.read([room.room]);
      const log = logOf(room, fresh);
      const textFor = (viewer: IdentityKey | undefined): string =>
        seenBy(viewer)
          .map((detail) => encodePush({ status: 'ROOM_UPDATE', room: detail, ...log }))
          .join('');
      const text = textFor(undefined);
      if (text === '') return;
      for (const identity of new Set([...before, ...room.membership.members.keys()])) {
        const own = sessions.presenceOf(identity) === 'invisible' ? textFor(identity) : text;
        for (const session of sessions.of(identity)) session.pushText(own);
      }
      if (room.membership.name !== '') await this.#broadcastSummary(room.room);
    } catch (error) {
      this.#parts.logger.log('error', `ROOM_UPDATE: ${AppError.from(error).message}`);
    }
  }

  dispose(): void {
    for (const { timer } of this.#pauses.values()) timer.dispose();
    this.#pauses.clear();
  }

  async #broadcastSummary(room: RoomKey): Promise<void> {
    const pause = this.#pauses.get(room);
    if (pause !== undefined) {
      pause.again = true;
      return;
    }
    const timer = this.#parts.clock.setTimer(trackerLimits.summaryEvery, () => this.#resume(room));
    this.#pauses.set(room, { timer, again: false });
    const { rooms, views, sessions } = this.#parts;
    const rows = await rooms.rows([room]);
    const members = new Set((await rooms.members([room])).map(({ identity }) => identity));
    for (const summary of await views.summaries(rows, undefined)) {
      const text = encodePush({ status: 'ROOM_UPDATE', room: summary });
      for (const session of sessions.signedIn)
        if (session.actor !== undefined && !members.has(session.actor.identity)) session.pushText(text);
    }
  }

  #resume(room: RoomKey): void {
    const again = this.#pauses.get(room)?.again === true;
    this.#pauses.delete(room);
    if (!again) return;
    this.#broadcastSummary(room).catch((error: unknown) =>
      this.#parts.logger.log('error', `ROOM_UPDATE: ${AppError.from(error).message}`),
    );
  }
}
