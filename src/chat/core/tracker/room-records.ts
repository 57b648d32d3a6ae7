import type { Operation, Standing } from '../../../../common/membership/index.ts';
import type { Conversation } from '../replication/conversation.ts';

/** What is known of rooms by their control entries: whoever evaluates those answers. */
export interface RoomRecords {
  /** In the order in which they came, which is a causal one. */
  operations(conversation: Conversation): readonly Operation[];
  standing(conversation: Conversation): Standing;
  takesPart(conversation: Conversation): boolean;
}
