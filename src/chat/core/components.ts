import type { AppError, Disposable } from '../../../common/base/index.ts';
import type { Certificate } from '../../../common/model/index.ts';
import type { ChatEvent, ChatHandlers, StateChange } from '../../../common/protocol/chat/index.ts';
import type { LinkPolicy } from './membership/link-policy.ts';
import type { Overview } from './overview.ts';
import type { SelfRoom } from './own-devices/self-room.ts';
import type { Certificates } from './replication/certificates.ts';
import type { OwnClock } from './replication/own-clock.ts';
import type { InitialSyncTracker } from './replication/initial-sync.ts';
import type { Sync } from './replication/sync.ts';
import type { StateChanges } from './state-changes.ts';
import type { ReachedDevices } from './tracker/reached-devices.ts';
import type { TrackerSync } from './tracker/tracker-sync.ts';

/** What leaves the chat of one account, besides frames, requests and writes. */
export interface ChatEvents {
  emit(event: ChatEvent): void;
  /** Something of `overview` is different now. */
  changed(change: StateChange): void;
  /** Nobody can know any more what the disk keeps: whoever runs this ends it and opens the history anew. */
  lost(error: AppError): void;
}

/** Those state machines of the chat that hear from outside, each the only owner of what it decides. */
export interface ChatComponents extends Disposable {
  readonly me: Certificate;
  readonly certificates: Certificates;
  readonly sync: Sync;
  readonly linkPolicy: LinkPolicy;
  readonly reachedDevices: ReachedDevices;
  readonly trackerSync: TrackerSync;
  readonly initialSync: InitialSyncTracker;
  readonly selfRoom: SelfRoom;
  readonly ownClock: OwnClock;
  readonly changes: StateChanges;
  readonly overview: Overview;
  /** Each verb beside the component that does it. */
  readonly handlers: ChatHandlers;
}
