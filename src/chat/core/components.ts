import type { Disposable } from '../../../common/base/index.ts';
import type { Delivery, EntryId, RoomKey, Who } from '../../../common/model/index.ts';
import type { AnnotationEvents, AnnotationOutcomes } from './timeline/annotation-events.ts';
import type { AnnotationCommands } from './timeline/annotation-commands.ts';
import type { InitialSyncTracker } from './replication/initial-sync.ts';
import type { Certificates } from './replication/certificates.ts';
import type { CommitEvents } from './replication/commit-events.ts';
import type { Committer } from './replication/committer.ts';
import type { Conversation } from './replication/conversation.ts';
import type { Conversations } from './replication/conversations.ts';
import type { Deliveries } from './timeline/deliveries.ts';
import type { Directory } from './tracker/directory.ts';
import type { DiskHealth } from './replication/disk-health.ts';
import type { LinkPolicy } from './membership/link-policy.ts';
import type { EntryReceiverEvents } from './replication/entry-receiver.ts';
import type { MembershipRunner } from './replication/membership-runner.ts';
import type { Overview } from './overview.ts';
import type { ChatPorts } from './ports.ts';
import type { Quotes } from './timeline/quotes.ts';
import type { ReadRetries } from './timeline/read-retries.ts';
import type { Rooms } from './membership/rooms.ts';
import type { RowBuilder } from './timeline/row-builder.ts';
import type { SelfRoom } from './own-devices/self-room.ts';
import type { Sync } from './replication/sync.ts';
import type { SyncEvents } from './replication/sync-parts.ts';
import type { ChatHandlers } from '../../../common/protocol/chat/index.ts';
import type { TrackerSync } from './tracker/tracker-sync.ts';
import type { TrackerSyncEvents } from './tracker/tracker-sync-parts.ts';
import type { Typing } from './timeline/typing.ts';

/** The state machines of the chat, each the only owner of what it decides. */
export interface ChatComponents extends Disposable {
  readonly me: ChatPorts['me'];
  readonly certificates: Certificates;
  readonly conversations: Conversations;
  readonly disk: DiskHealth;
  readonly committer: Committer;
  readonly memberships: MembershipRunner;
  readonly deliveries: Deliveries;
  readonly quotes: Quotes;
  readonly rowBuilder: RowBuilder;
  readonly annotationEvents: AnnotationEvents;
  readonly retries: ReadRetries;
  readonly annotationCommands: AnnotationCommands;
  readonly sync: Sync;
  readonly directory: Directory;
  readonly linkPolicy: LinkPolicy;
  readonly rooms: Rooms;
  readonly trackerSync: TrackerSync;
  readonly typing: Typing;
  readonly initialSync: InitialSyncTracker;
  readonly selfRoom: SelfRoom;
  readonly overview: Overview;
  /** Each verb beside the component that does it. */
  readonly handlers: ChatHandlers;
}

export type WiringEvents = Omit<CommitEvents, 'isBehindRemote'> &
  Pick<EntryReceiverEvents, 'onReceived'> &
  Omit<SyncEvents, 'onSettled' | 'onHaveChanged'> &
  TrackerSyncEvents &
  Pick<AnnotationOutcomes, 'emit'> & {
    onMembership(conversation: Conversation): void;
    /** The history cannot be written any more, or again; the disk is slow, or has caught up. */
    onDisk(): void;
    onTyping(room: RoomKey, who: Who, on: boolean): void;
    onDelivered(conversation: Conversation, entry: EntryId, delivery: Delivery): void;
  };
