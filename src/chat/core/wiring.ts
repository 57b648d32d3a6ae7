import { Flows, type Env } from '../../../common/base/index.ts';
import type { RoomKey } from '../../../common/model/index.ts';
import type { OwnPresence } from '../../../common/protocol/chat/index.ts';
import { decodeTyping, frameTypes } from '../../../common/protocol/peer/index.ts';
import type { ChatComponents, ChatEvents } from './components.ts';
import { dialTargets } from './dial-targets.ts';
import { chatHandlers } from './handlers.ts';
import { LinkPolicy } from './membership/link-policy.ts';
import { Memberships } from './membership/memberships.ts';
import { MembershipRunner } from './membership/membership-runner.ts';
import { RoomPolicy } from './membership/room-policy.ts';
import { Rooms } from './membership/rooms.ts';
import { loadCertificates } from './load-certificates.ts';
import { learnNames, nameEvents } from './name-events.ts';
import { Overview } from './overview.ts';
import { Preferences } from './own-devices/preferences.ts';
import { ReadMarks } from './own-devices/read-marks.ts';
import { SelfRoom } from './own-devices/self-room.ts';
import { Undoable } from './own-devices/undoable.ts';
import { UnreadCounts } from './own-devices/unread-counts.ts';
import type { ChatPorts } from './ports.ts';
import { BadSignatures } from './replication/bad-signatures.ts';
import { Asides } from './replication/asides.ts';
import { Committer } from './replication/committer.ts';
import { Conversations } from './replication/conversations.ts';
import { createSync } from './replication/create-sync.ts';
import { DiskHealth } from './replication/disk-health.ts';
import { DiskReports } from './replication/disk-reports.ts';
import { EntryReceiver } from './replication/entry-receiver.ts';
import { CountingTracker, InitialSyncTracker } from './replication/initial-sync.ts';
import type { OwnClock } from './replication/own-clock.ts';
import type { PeerSession } from './replication/peer-session.ts';
import { Projections } from './replication/projection.ts';
import { refusalWarning } from './replication/warnings.ts';
import { StateChanges } from './state-changes.ts';
import { Acknowledgements } from './timeline/acknowledgements.ts';
import { Activity } from './timeline/activity.ts';
import { AnnotationCommands } from './timeline/annotation-commands.ts';
import { AnnotationEvents } from './timeline/annotation-events.ts';
import { Audiences } from './timeline/audiences.ts';
import { Classifier } from './timeline/classifier.ts';
import { createOwnClock } from './timeline/create-own-clock.ts';
import { Deliveries } from './timeline/deliveries.ts';
import { Messages } from './timeline/messages.ts';
import { Quotes } from './timeline/quotes.ts';
import { ReadRetries } from './timeline/read-retries.ts';
import { RowBuilder } from './timeline/row-builder.ts';
import { RowEvents } from './timeline/row-events.ts';
import { Typing } from './timeline/typing.ts';
import { createDirectory } from './tracker/create-directory.ts';
import { TrackerLogs } from './tracker/tracker-logs.ts';
import { TrackerSync } from './tracker/tracker-sync.ts';

/** Makes the components from below to above, and says in which order projections hear of entries. */
export const wire = (env: Env, ports: ChatPorts, events: ChatEvents): ChatComponents => {
  const { me, authority, store, links, loaded } = ports;
  const emit = events.emit.bind(events);
  const sessions = (): Iterable<PeerSession> => sync.sessions;
  const flows = new Flows();
  const mayTellReads = (): boolean => ports.receipts();
  const presence = (): OwnPresence => ports.presence();
  const changes = new StateChanges({
    clock: env.clock,
    tell: (change) => events.changed(change),
    conversationsWith: (identity) => overview.conversationsWith(identity),
    redial: () => links.setDialTargets(targets()),
  });
  const { changed } = changes;
  const onChanged = (room: RoomKey): void => changed({ rooms: [room] });

  const badSignatures = new BadSignatures(env, links);
  const targets = (): ReturnType<typeof dialTargets> => dialTargets({ ...base, directory, reachedDevices });

  // what is held
  const projections = new Projections();
  const tracker = new CountingTracker(ports.tracker);
  const certificates = loadCertificates(env, ports);
  const conversations = new Conversations(env, me, (room) => projections.forgotten(room));
  conversations.load(loaded);
  const memberships = new Memberships(me, certificates.names);
  const policy = new RoomPolicy(me, memberships);
  const ownClock: OwnClock = createOwnClock(env, ports, emit, () => ({ ...base, asides, committer }));
  const base = { env, now: ownClock.now, flows, me, store, links, certificates, conversations, memberships, policy };
  const readMarks = new ReadMarks();
  const audiences = new Audiences(me.identity, memberships);
  const classifier = new Classifier({ ...base, readMarks, audiences });

  // onto the disk
  const goOn = (): void => {
    sync.retry();
    trackerSync.retry();
  };
  const onHealed = (): void => {
    committer.resume();
    goOn();
  };
  const diskReports = new DiskReports({ logger: env.logger, emit, onChanged: changed, onHealed });
  const disk = new DiskHealth(env, store, () => diskReports.onChange(disk));
  const committer = new Committer({
    ...base,
    disk,
    projections,
    classifier,
    isBehindRemote: (conversation, kind) => sync.isOwnComing(conversation, kind),
    onDrained: goOn,
    onLost: (error) => events.lost(error),
  });

  const asides = new Asides({ ...base, committer, projections, onChanged });

  // my other devices, and who is in what
  const preferences = new Preferences(env.clock.wall());
  const undoable = new Undoable(env.clock, flows);
  const unread = new UnreadCounts(readMarks);
  const isOver = (room: RoomKey): boolean => memberships.isOver(conversations.get(room));
  const nameOf = (room: RoomKey): string => memberships.nameOf(conversations.get(room));
  const selfRoom = new SelfRoom(
    { ...base, committer, asides, readMarks, unread, preferences, undoable, isOver },
    {
      onRead: (room, authors) => {
        sync.onRead(room, authors);
        onChanged(room);
      },
      onChanged: (rooms) => changed({ rooms }),
    },
  );
  const membershipRunner = new MembershipRunner({
    ...base,
    authority,
    onChanged: (conversation) => {
      sync.onMembership(conversation);
      onChanged(conversation.room);
      emit({ type: 'room', room: conversation.room, deleted: memberships.of(conversation)?.closed ?? false });
    },
  });

  // what is shown of it
  const deliveries = new Deliveries(env, { ...base, committer, audiences, mayShowReads: mayTellReads, emit });
  const acknowledgements = new Acknowledgements({ ...base, sessions, deliveries });
  const quotes = new Quotes(certificates);
  const rowBuilder = new RowBuilder({ ...base, deliveries, quotes });
  const annotationCommands = new AnnotationCommands({ ...base, ownClock, committer, rowBuilder });
  const retries = new ReadRetries(env);
  const annotationEvents = new AnnotationEvents({
    ...base,
    unread,
    rowBuilder,
    retries,
    emit,
    onChanged: changed,
    onLateEdits: (conversation, message) => annotationCommands.deleteLateEdits(conversation, message),
  });
  const rowEvents = new RowEvents({ rowBuilder, quotes, annotationEvents, retries, emit });
  const typing = new Typing({ ...base, sessions, mayShow: () => presence() !== 'invisible', emit });
  const activity = new Activity(me, base.now, conversations);

  // to and from peers
  const receiver = new EntryReceiver({ ...base, classifier, projections, committer, badSignatures });
  const sync = createSync({
    ...base,
    classifier,
    projections,
    committer,
    receiver,
    badSignatures,
    readUpTo: readMarks.seen.bind(readMarks),
    mayTellReads,
    frames: new Map([[frameTypes.TYPING, (session, body) => typing.onRemote(session, decodeTyping(body))]]),
    onSlow: onChanged,
    onChanged: changed,
  });

  certificates.onAdded = (certificate) => sync.onCertificate(certificate);

  // The order in which everybody hears of entries: what they are to my devices and to the room first, then what is shown of them,
  // then who is told.
  projections.register([
    asides,
    selfRoom,
    membershipRunner,
    audiences,
    unread,
    activity,
    rowEvents,
    annotationEvents,
    typing,
    deliveries,
    acknowledgements,
    sync,
    changes,
  ]);

  // to and from the tracker
  const logs = new TrackerLogs({ ...base, tracker, receiver, membershipRunner });
  const onPerson = learnNames(certificates.names, changed);
  const { directory, reachedDevices } = createDirectory({ ...base, loaded, committer, sessions, onChanged: onPerson });
  const trackerSync = new TrackerSync(
    { ...base, tracker, directory, logs, announcement: () => ports.announcement() },
    {
      onPresence: (who, shown) => emit({ type: 'peer', who, presence: shown }),
      onChanged: changed,
      onUnknownRoom: (room) => rooms.onUnknown(room),
      onRefused: (room, error) => emit(refusalWarning(nameOf(room), error)),
    },
  );
  const initialSync = new InitialSyncTracker({ ...base, tracker, sessions, targets }, () => changed({}));
  const rooms = new Rooms({ ...base, membershipRunner, committer, tracker, logs });

  const most = { ...base, asides, committer, directory, sync, trackerSync, undoable };
  const overview = new Overview({ ...most, initialSync, disk, unread, activity, preferences, presence });
  const messages = new Messages({ ...base, ownClock, committer, rowBuilder, unread });
  projections.load(loaded);
  // the tracker may stay away
  changes.redial();
  certificates.names.events = nameEvents(emit, changed);
  // flows first: nothing that they wait for is there to answer any more
  const above = [flows, ownClock, asides, changes, initialSync, typing, annotationEvents, trackerSync, sync, receiver];
  const ending = [...above, deliveries, membershipRunner, undoable, selfRoom, committer, disk, retries];
  return {
    me,
    certificates,
    sync,
    linkPolicy: new LinkPolicy(me, conversations, memberships),
    reachedDevices,
    trackerSync,
    initialSync,
    selfRoom,
    ownClock,
    changes,
    overview,
    handlers: chatHandlers({
      ...most,
      rooms,
      overview,
      selfRoom,
      messages,
      annotationCommands,
      typing,
      nameOf,
      emit,
      onChanged,
    }),
    dispose: () => {
      for (const part of ending) part.dispose();
    },
  };
};
