import type { AuthorKey, RoomKey } from '../../../../common/model/index.ts';
import type { Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { UnreadCounts } from './unread-counts.ts';
import type { Undoable } from './undoable.ts';

interface ReadAllParts {
  readonly conversations: Conversations;
  readonly unread: UnreadCounts;
  readonly undoable: Undoable;
  /** How much of each log of others is held. */
  readonly held: (room: RoomKey) => ReadonlyMap<AuthorKey, number>;
  /** So much of it has been read. */
  readonly read: (room: RoomKey, logs: ReadonlyMap<AuthorKey, number>) => void;
  readonly onChanged: (rooms: Iterable<RoomKey>) => void;
}

/** Everything has been read. Undone in time, nobody has heard of it; what comes meanwhile is unread all the same. */
export class ReadAll {
  readonly #parts: ReadAllParts;

  constructor(parts: ReadAllParts) {
    this.#parts = parts;
  }

  readonly markAllRead: Handlers['markAllRead'] = ({ undoable = false }) => {
    const { conversations } = this.#parts;
    const all = [...conversations.all].map(({ room }) => [room, this.#parts.held(room)] as const);
    if (undoable) this.#later(all);
    else for (const [room, logs] of all) this.#parts.read(room, logs);
  };

  readonly undoMarkAllRead: Handlers['undoMarkAllRead'] = () => {
    const undone = this.#parts.undoable.undo('read');
    this.#restore();
    return undone;
  };

  #later(all: readonly (readonly [RoomKey, ReadonlyMap<AuthorKey, number>])[]): void {
    const { unread, undoable } = this.#parts;
    undoable.add('read', {
      run: () => {
        for (const [room, logs] of all) this.#parts.read(room, logs);
      },
      onEnd: () => this.#restore(),
    });
    for (const [room, logs] of all) unread.setAside(room, logs);
    this.#parts.onChanged(all.map(([room]) => room));
  }

  #restore(): void {
    const { conversations, unread } = this.#parts;
    unread.restore();
    this.#parts.onChanged([...conversations.all].map(({ room }) => room));
  }
}
