import { Coalescer, type Clock, type Disposable } from '../../../common/base/index.ts';
import type { IdentityKey, RoomKey } from '../../../common/model/index.ts';
import type { StateChange } from '../../../common/protocol/chat/index.ts';
import type { Conversation } from './replication/conversation.ts';
import type { Projection } from './replication/projection.ts';

interface StateChangesParts {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly tell: (change: StateChange) => void;
  /** A conversation shows how its members are. */
  readonly conversationsWith: (identity: IdentityKey) => Iterable<RoomKey>;
  /** Whom to be linked with may be another now. */
  readonly redial: () => void;
}

/** Says what shows otherwise now; the dialer hears of it once for all that changes in one turn. */
export class StateChanges implements Projection, Disposable {
  readonly #parts: StateChangesParts;
  readonly #redialing: Coalescer;
  #disposed = false;

  constructor(parts: StateChangesParts) {
    this.#parts = parts;
    this.#redialing = new Coalescer(parts.clock, 0, () => parts.redial());
  }

  readonly changed = ({ rooms = [], people = [], ...rest }: StateChange): void => {
    if (this.#disposed) return;
    const identities = [...people];
    const shown = identities.flatMap((identity) => [...this.#parts.conversationsWith(identity)]);
    this.#parts.tell({ ...rest, rooms: [...rooms, ...shown], people: identities });
    this.#redialing.request();
  };

  /** Whom to be linked with is to be looked at, whatever is shown. */
  readonly redial = (): void => {
    if (!this.#disposed) this.#redialing.request();
  };

  received({ room }: Conversation): undefined {
    this.changed({ rooms: [room] });
  }

  written({ room }: Conversation): void {
    this.changed({ rooms: [room] });
  }

  durable({ room }: Conversation): void {
    this.changed({ rooms: [room] });
  }

  failed({ room }: Conversation): void {
    this.changed({ rooms: [room] });
  }

  forgotten(room: RoomKey): void {
    this.changed({ rooms: [room] });
  }

  dispose(): void {
    this.#disposed = true;
    this.#redialing.dispose();
  }
}
