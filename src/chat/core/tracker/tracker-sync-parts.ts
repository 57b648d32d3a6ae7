import type { AppError, Env, Flows } from '../../../../common/base/index.ts';
import type { Certificate, Presence, RoomKey, Who } from '../../../../common/model/index.ts';
import type { Certificates } from '../replication/certificates.ts';
import type { Tracker } from '../ports.ts';
import type { Conversations } from '../replication/conversations.ts';
import type { StateChange } from '../../../../common/protocol/chat/index.ts';
import type { Directory } from './directory.ts';
import type { RoomRecords } from './room-records.ts';
import type { TrackerLogs } from './tracker-logs.ts';

export interface TrackerSyncParts {
  readonly env: Pick<Env, 'clock' | 'logger'>;
  readonly me: Certificate;
  readonly certificates: Pick<Certificates, 'learnName'>;
  readonly flows: Flows;
  readonly tracker: Tracker;
  readonly conversations: Conversations;
  readonly memberships: RoomRecords;
  readonly directory: Directory;
  readonly logs: TrackerLogs;
  /** My signed address record; undefined while not listening. */
  announcement(): Uint8Array | undefined;
}

export interface TrackerSyncEvents {
  onPresence(who: Who, presence: Presence): void;
  onChanged(change: StateChange): void;
  /** A room that the tracker calls mine and that is not. */
  onUnknownRoom(room: RoomKey): void;
  /** The tracker will not have a room that I made. */
  onRefused(room: RoomKey, error: AppError): void;
}
