import { AppError, attempt, wait, type Flow, type Flows } from '../../../../common/base/index.ts';
import { asHex, limits, type RoomKey } from '../../../../common/model/index.ts';
import { resolveRoom, type ChatState, type Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Undoable } from '../own-devices/undoable.ts';
import type { TrackerSync } from '../tracker/tracker-sync.ts';
import type { Rooms } from './rooms.ts';

interface RoomHandlersParts {
  readonly flows: Flows;
  readonly rooms: Rooms;
  readonly trackerSync: TrackerSync;
  /** Names are looked for in it. */
  readonly overview: Pick<ChatState, 'conversations' | 'discover'>;
  readonly undoable: Undoable;
  /** It shows otherwise now. */
  readonly onChanged: (room: RoomKey) => void;
  /** I am in it, again perhaps. */
  readonly onJoined: (room: RoomKey) => void;
  /** What seemed left could not be left. */
  readonly onNotLeft: (room: RoomKey, error: AppError) => void;
}

export type RoomHandlers = Pick<Handlers, 'createRoom' | 'joinRoom' | 'leaveRoom' | 'undoLeaveRoom' | 'deleteRoom'>;

const isKey = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Rooms as people name them. */
export const roomHandlers = (parts: RoomHandlersParts): RoomHandlers => {
  const { flows, rooms, trackerSync, overview, undoable, onChanged, onJoined } = parts;

  function* find(nameOrId: string): Flow<RoomKey> {
    if (isKey(nameOrId)) return asHex<RoomKey>(nameOrId);
    const known = attempt(() => resolveRoom(nameOrId, overview));
    if (!(known instanceof AppError)) return known;
    if (known.code !== 'ROOM_UNKNOWN') throw known;
    // it may have been made a moment ago
    yield* trackerSync.findListed(nameOrId);
    return resolveRoom(nameOrId, overview);
  }

  function* join(nameOrId: string): Flow<RoomKey> {
    const room = yield* find(nameOrId);
    // who is still leaving is in it
    if (undoable.undo(room)) onChanged(room);
    yield* wait(rooms.join(room));
    onJoined(room);
    return room;
  }

  return {
    createRoom: ({ name, capacity = limits.defaultCapacity }) => flows.run(rooms.create(name, capacity)),
    joinRoom: ({ room }) => flows.run(join(room)),

    leaveRoom: ({ room, undoable: soon = false }) => {
      undoable.undo(room);
      if (!soon) return flows.run(rooms.leave(room));
      rooms.checkLeave(room);
      undoable.add(room, {
        run: () => rooms.leave(room),
        onEnd: (failed) => {
          if (failed !== undefined) parts.onNotLeft(room, failed);
          onChanged(room);
        },
      });
      onChanged(room);
      return undefined;
    },

    undoLeaveRoom: ({ room }) => {
      const undone = undoable.undo(room);
      if (undone) onJoined(room);
      onChanged(room);
      return undone;
    },

    deleteRoom: ({ room }) => flows.run(rooms.deleteRoom(room)),
  };
};
