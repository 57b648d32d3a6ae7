import type { Flows } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import type { ChatEvent, ChatHandlers } from '../../../common/protocol/chat/index.ts';
import { acceptKey } from './membership/accept-key.ts';
import { openDirect } from './membership/open-direct.ts';
import { roomHandlers } from './membership/room-handlers.ts';
import type { Rooms } from './membership/rooms.ts';
import type { Overview } from './overview.ts';
import type { SelfRoom } from './own-devices/self-room.ts';
import type { Undoable } from './own-devices/undoable.ts';
import type { Asides } from './replication/asides.ts';
import type { Certificates } from './replication/certificates.ts';
import type { Committer } from './replication/committer.ts';
import type { Conversations } from './replication/conversations.ts';
import type { Sync } from './replication/sync.ts';
import { leaveWarning } from './replication/warnings.ts';
import type { AnnotationCommands } from './timeline/annotation-commands.ts';
import type { Messages } from './timeline/messages.ts';
import type { Typing } from './timeline/typing.ts';
import type { Directory } from './tracker/directory.ts';
import type { TrackerSync } from './tracker/tracker-sync.ts';

interface HandlersParts {
  readonly flows: Flows;
  readonly asides: Asides;
  readonly certificates: Certificates;
  readonly conversations: Conversations;
  readonly committer: Committer;
  readonly directory: Directory;
  readonly sync: Sync;
  readonly trackerSync: TrackerSync;
  readonly rooms: Rooms;
  readonly overview: Overview;
  readonly undoable: Undoable;
  readonly selfRoom: SelfRoom;
  readonly messages: Messages;
  readonly annotationCommands: AnnotationCommands;
  readonly typing: Typing;
  readonly nameOf: (room: RoomKey) => string;
  readonly emit: (event: ChatEvent) => void;
  readonly onChanged: (room: RoomKey) => void;
}

/** Each verb beside the component that does it. */
export const chatHandlers = (parts: HandlersParts): ChatHandlers => {
  const { flows, nameOf, selfRoom, messages, annotationCommands, undoable, typing, sync, emit, onChanged } = parts;
  return {
    ...roomHandlers({
      ...parts,
      onJoined: (room) => selfRoom.preferences.reveal(room),
      onNotLeft: (room, error) => emit(leaveWarning(nameOf(room), error)),
    }),
    openDirect: openDirect(parts, (conversation) => {
      sync.onMembership(conversation);
      onChanged(conversation.room);
    }),
    acceptKey: acceptKey(parts),
    send: messages.send,
    history: messages.history,
    newSince: messages.newSince,
    edit: annotationCommands.edit,
    deleteMessage: annotationCommands.deleteMessage,
    react: annotationCommands.react,
    showAside: parts.asides.show,
    markRead: selfRoom.markRead,
    markAllRead: selfRoom.readAll.markAllRead,
    undoMarkAllRead: selfRoom.readAll.undoMarkAllRead,
    mute: selfRoom.preferences.mute,
    pin: selfRoom.preferences.pin,
    hide: selfRoom.preferences.hide,
    settle: () => flows.run(undoable.settle()),
    typing: typing.typing,
  };
};
