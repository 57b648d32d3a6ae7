import { AppError } from '../../../../common/base/index.ts';
import { denied, leaveDenial } from '../../../../common/membership/index.ts';
import { asHex, limits, type RoomKey } from '../../../../common/model/index.ts';
import { resolveRoom, type ChatState, type Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { Undoable } from '../own-devices/undoable.ts';
import type { TrackerSync } from '../tracker/tracker-sync.ts';
import type { Rooms } from './rooms.ts';

interface RoomHandlersParts {
  readonly rooms: Rooms;
  readonly conversations: Conversations;
  readonly trackerSync: TrackerSync;
  /** Names are looked for in it. */
  readonly overview: Pick<ChatState, 'conversations' | 'discover'>;
  readonly undoable: Undoable;
  /** It shows otherwise now. */
  readonly onChanged: (room: RoomKey) => void;
  /** I am in it, again perhaps. */
  readonly onJoined: (room: RoomKey) => void;
  /** What seemed left could not be left. */
  readonly onNotLeft: (conversation: Conversation, error: AppError) => void;
}

export type RoomHandlers = Pick<Handlers, 'createRoom' | 'joinRoom' | 'leaveRoom' | 'undoLeaveRoom' | 'deleteRoom'>;

const isKey = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

const keyOf = (result: Conversation | AppError): RoomKey | AppError =>
  result instanceof AppError ? result : result.room;

/** Rooms as people name them. */
export const roomHandlers = (parts: RoomHandlersParts): RoomHandlers => {
  const { rooms, conversations, trackerSync, overview, undoable, onChanged, onJoined } = parts;
  const group = (room: RoomKey): Conversation | AppError => {
    const conversation = conversations.get(room);
    if (conversation?.stored.kind === 'group') return conversation;
    return new AppError('ROOM_UNKNOWN', 'there is no such room');
  };
  return {
    createRoom: ({ name, capacity = limits.defaultCapacity }, done) =>
      rooms.create(name, capacity, (result) => done(keyOf(result))),

    joinRoom: ({ room: nameOrId }, done) => {
      const join = (room: RoomKey): void => {
        // who is still leaving is in it
        if (undoable.undo(room)) onChanged(room);
        rooms.join(room, (result) => {
          if (!(result instanceof AppError)) onJoined(room);
          done(keyOf(result));
        });
      };
      if (isKey(nameOrId)) return join(asHex<RoomKey>(nameOrId));
      const known = resolveRoom(nameOrId, overview);
      if (!(known instanceof AppError)) return join(known);
      if (known.code !== 'ROOM_UNKNOWN') return done(known);
      // it may have been made a moment ago
      trackerSync.findListed(nameOrId, (error) => {
        const found = error ?? resolveRoom(nameOrId, overview);
        if (found instanceof AppError) done(found);
        else join(found);
      });
    },

    leaveRoom: ({ room, undoable: soon = false }, done) => {
      const conversation = group(room);
      if (conversation instanceof AppError) return done(conversation);
      undoable.undo(room);
      if (!soon) return rooms.leave(conversation, done);
      const refusal = denied(leaveDenial(conversation.standing));
      if (refusal !== undefined) return done(refusal);
      undoable.add(room, (carriedOut) =>
        rooms.leave(conversation, (error) => {
          carriedOut();
          if (error !== undefined) parts.onNotLeft(conversation, error);
          onChanged(room);
        }),
      );
      onChanged(room);
      done();
    },

    undoLeaveRoom: ({ room }, done) => {
      const undone = undoable.undo(room);
      if (undone) onJoined(room);
      onChanged(room);
      done(undone);
    },

    deleteRoom: ({ room }, done) => {
      const conversation = group(room);
      if (conversation instanceof AppError) return done(conversation);
      rooms.deleteRoom(conversation, done);
    },
  };
};
