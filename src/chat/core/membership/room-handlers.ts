import { AppError } from '../../../../common/base/index.ts';
import { asHex, limits, type RoomKey } from '../../../../common/model/index.ts';
import { resolveRoom, type ChatState, type Handlers } from '../../../../common/protocol/chat/index.ts';
import type { Conversation } from '../replication/conversation.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { TrackerSync } from '../tracker/tracker-sync.ts';
import type { Rooms } from './rooms.ts';

interface RoomHandlersParts {
  readonly rooms: Rooms;
  readonly conversations: Conversations;
  readonly trackerSync: TrackerSync;
  /** Names are looked for in it. */
  readonly overview: Pick<ChatState, 'conversations' | 'discover'>;
}

export type RoomHandlers = Pick<Handlers, 'createRoom' | 'joinRoom' | 'leaveRoom' | 'deleteRoom'>;

const isKey = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

const keyOf = (result: Conversation | AppError): RoomKey | AppError =>
  result instanceof AppError ? result : result.room;

/** Rooms as people name them. */
export const roomHandlers = ({ rooms, conversations, trackerSync, overview }: RoomHandlersParts): RoomHandlers => {
  const group = (room: RoomKey): Conversation | AppError => {
    const conversation = conversations.get(room);
    if (conversation?.stored.kind === 'group') return conversation;
    return new AppError('ROOM_UNKNOWN', 'there is no such room');
  };
  return {
    createRoom: ({ name, capacity = limits.capacityDefault }, done) =>
      rooms.create(name, capacity, (result) => done(keyOf(result))),

    joinRoom: ({ room: nameOrId }, done) => {
      const join = (room: RoomKey): void => rooms.join(room, (result) => done(keyOf(result)));
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

    leaveRoom: ({ room }, done) => {
      const conversation = group(room);
      if (conversation instanceof AppError) return done(conversation);
      rooms.leave(conversation, done);
    },

    deleteRoom: ({ room }, done) => {
      const conversation = group(room);
      if (conversation instanceof AppError) return done(conversation);
      rooms.close(conversation, done);
    },
  };
};
