import type { Env } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import { AnnotationEvents } from './timeline/annotation-events.ts';
import { AnnotationCommands } from './timeline/annotation-commands.ts';
import { WantResponder } from './replication/want-responder.ts';
import { Fetcher } from './replication/fetcher.ts';
import { CountingTracker, InitialSyncTracker } from './replication/initial-sync.ts';
import { Certificates } from './replication/certificates.ts';
import { Committer } from './replication/committer.ts';
import { Conversations } from './replication/conversations.ts';
import { Deliveries } from './timeline/deliveries.ts';
import { Directory } from './tracker/directory.ts';
import { DiskHealth } from './replication/disk-health.ts';
import { LinkPolicy } from './membership/link-policy.ts';
import { EntryReceiver } from './replication/entry-receiver.ts';
import { MembershipRunner } from './replication/membership-runner.ts';
import { Preferences } from './own-devices/preferences.ts';
import { Undoable } from './own-devices/undoable.ts';
import { HaveSender } from './replication/have-sender.ts';
import { Overview, dialTargets } from './overview.ts';
import type { ChatPorts } from './ports.ts';
import { Quotes } from './timeline/quotes.ts';
import { ReadMarks } from './own-devices/read-marks.ts';
import { ReadRetries } from './timeline/read-retries.ts';
import { openDirect } from './membership/open-direct.ts';
import { roomHandlers } from './membership/room-handlers.ts';
import { Rooms } from './membership/rooms.ts';
import { Messages } from './timeline/messages.ts';
import type { PeerSession } from './replication/peer-session.ts';
import { RowBuilder } from './timeline/row-builder.ts';
import { leaveWarning } from './replication/warnings.ts';
import { SelfRoom } from './own-devices/self-room.ts';
import { Sync } from './replication/sync.ts';
import type { OwnPresence } from '../../../common/protocol/chat/index.ts';
import { TrackerLogs } from './tracker/tracker-logs.ts';
import { TrackerSync } from './tracker/tracker-sync.ts';
import { Typing } from './timeline/typing.ts';
import { FetchPlanner } from './replication/fetch-planner.ts';
import type { ChatComponents, WiringEvents } from './components.ts';

/** Makes the parts and ties them together; `events` hears what concerns more than one of them. */
export const wire = (env: Env, ports: ChatPorts, events: WiringEvents): ChatComponents => {
  const { me, store, links } = ports;
  const tracker = new CountingTracker(ports.tracker);
  const certificates = new Certificates(env.crypto);
  certificates.addTrusted(me);
  for (const bytes of ports.loaded.certificates) certificates.load(bytes);
  const readMarks = new ReadMarks();
  readMarks.load(ports.loaded.seen);
  const preferences = new Preferences(() => env.clock.wall());
  for (const mark of ports.loaded.preferences) preferences.apply(mark);
  const undoable = new Undoable(env.clock);
  const conversations = new Conversations(env, me, certificates, readMarks, (room) =>
    events.onChanged({ rooms: [room] }),
  );
  conversations.load(ports.loaded);
  const disk = new DiskHealth(env, store, () => events.onDisk());
  const committer = new Committer(env, store, disk, me, {
    ...events,
    isBehindRemote: (...all) => sync.isOwnComing(...all),
  });
  const memberships = new MembershipRunner(env, conversations, (conversation) => events.onMembership(conversation));
  const selfRoom = new SelfRoom(
    { env, me, certificates, conversations, committer, readMarks, preferences, undoable },
    {
      onRead: (room, devices) => {
        sync.onRead(room, devices);
        events.onChanged({ rooms: [room] });
      },
      onChanged: (changed) => events.onChanged({ rooms: changed }),
    },
  );
  const receiver = new EntryReceiver(env, me, conversations, certificates, committer, selfRoom, {
    onReceived: (...all) => events.onReceived(...all),
    onOperations: (conversation) => memberships.schedule(conversation),
  });
  const receipts = (): boolean => ports.receipts();
  const deliveries = new Deliveries(env, { me, store, certificates, committer, mayShowReads: receipts }, (...all) =>
    events.onDelivered(...all),
  );
  const mayShow = (): boolean => ports.presence() !== 'invisible';
  const sessions = (): Iterable<PeerSession> => sync.sessions;
  const typing = new Typing({ env, me, links, conversations, certificates, sessions, mayShow }, (...all) =>
    events.onTyping(...all),
  );
  const onHaveChanged = (room: RoomKey): void => events.onChanged({ rooms: [room] });
  const sync = new Sync(
    {
      env,
      me,
      links,
      conversations,
      certificates,
      haveSender: new HaveSender(env, me, links, certificates, receipts),
      fetcher: new Fetcher(env, links, conversations, new FetchPlanner(me, conversations, certificates), onHaveChanged),
      wantResponder: new WantResponder({ env, me, store, links, conversations, certificates }),
      receiver: receiver,
      typing,
    },
    { ...events, onSettled: () => committer.flush(), onHaveChanged: onHaveChanged },
  );
  const quotes = new Quotes(certificates);
  const rowBuilder = new RowBuilder({ me, store, certificates, deliveries, quotes, wall: () => env.clock.wall() });
  const annotationCommands = new AnnotationCommands({ me, store, certificates, conversations, committer, rowBuilder });
  const retries = new ReadRetries(env);
  const annotationEvents = new AnnotationEvents(
    { me, store, certificates, rowBuilder, retries },
    {
      emit: (event) => events.emit(event),
      onUnread: ({ room }) => events.onChanged({ rooms: [room] }),
      onLateEdits: (conversation, message) => annotationCommands.deleteLateEdits(conversation, message),
    },
  );
  const logs = new TrackerLogs(env, tracker, certificates, receiver);
  const directory = new Directory(env, (identity) => events.onChanged({ people: [identity] }));
  const trackerParts = {
    env,
    tracker,
    conversations,
    memberships,
    me,
    directory,
    logs,
    announcement: () => ports.announcement(),
  };
  const trackerSync = new TrackerSync(trackerParts, events);
  const caughtUp = new InitialSyncTracker(
    {
      env,
      me,
      tracker,
      conversations,
      sessions,
      targets: () => dialTargets({ me, conversations, directory }),
    },
    () => events.onChanged({}),
  );
  const rooms = new Rooms({ env, me, conversations, memberships, committer, tracker, logs });
  const presence = (): OwnPresence => ports.presence();
  const overview = new Overview({
    me,
    conversations,
    certificates,
    directory,
    sync,
    trackerSync,
    caughtUp,
    disk,
    preferences,
    undoable,
    presence,
  });
  const messages = new Messages({ me, certificates, conversations, committer, rowBuilder }, store);
  return {
    me,
    certificates,
    conversations,
    disk,
    committer,
    memberships,
    deliveries,
    quotes,
    rowBuilder,
    annotationEvents: annotationEvents,
    retries,
    annotationCommands: annotationCommands,
    sync,
    directory,
    linkPolicy: new LinkPolicy(me, conversations, tracker),
    rooms,
    trackerSync,
    typing,
    initialSync: caughtUp,
    selfRoom,
    overview,
    handlers: {
      ...roomHandlers({
        rooms,
        conversations,
        trackerSync,
        overview,
        undoable,
        me,
        onChanged: (room) => events.onChanged({ rooms: [room] }),
        onJoined: (room) => selfRoom.preferences.reveal(room),
        onNotLeft: (conversation, error) => events.emit(leaveWarning(conversation, error)),
      }),
      openDirect: openDirect({ conversations, directory, committer, trackerSync }, (conversation) => {
        sync.onMembership(conversation);
        events.onChanged({ rooms: [conversation.room] });
      }),
      send: messages.send,
      history: messages.history,
      newSince: messages.newSince,
      edit: annotationCommands.edit,
      deleteMessage: annotationCommands.deleteMessage,
      react: annotationCommands.react,
      markRead: selfRoom.markRead,
      markAllRead: selfRoom.readAll.markAllRead,
      undoMarkAllRead: selfRoom.readAll.undoMarkAllRead,
      mute: selfRoom.preferences.mute,
      pin: selfRoom.preferences.pin,
      hide: selfRoom.preferences.hide,
      settle: (_, done) => undoable.settle(() => done()),
      typing: typing.typing,
    },
    dispose: () => {
      const ending = [
        caughtUp,
        typing,
        trackerSync,
        sync,
        deliveries,
        memberships,
        undoable,
        selfRoom,
        committer,
        disk,
        retries,
      ];
      for (const part of ending) part.dispose();
    },
  };
};
