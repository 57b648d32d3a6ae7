import type { Env } from '../../../../common/base/index.ts';
import type { Certificate, RoomKey } from '../../../../common/model/index.ts';
import type { OnAcknowledged } from '../timeline/acknowledgements.ts';
import type { Typing } from '../timeline/typing.ts';
import type { Links } from '../ports.ts';
import type { WantResponder } from './want-responder.ts';
import type { Fetcher } from './fetcher.ts';
import type { Certificates } from './certificates.ts';
import type { Conversations } from './conversations.ts';
import type { EntryReceiver } from './entry-receiver.ts';
import type { HaveSender } from './have-sender.ts';

export interface SyncParts {
  readonly env: Env;
  readonly me: Certificate;
  readonly links: Pick<Links, 'send'>;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
  readonly haveSender: HaveSender;
  readonly fetcher: Fetcher;
  readonly wantResponder: WantResponder;
  readonly receiver: EntryReceiver;
  readonly typing: Typing;
}

export interface SyncEvents {
  /** Questions have been answered, or will not be: what waited for them may go on. */
  onSettled(): void;
  /** What linked devices say that they hold of a conversation, or fail to give of it, is different now. */
  onHaveChanged(room: RoomKey): void;
  readonly onAcknowledged: OnAcknowledged;
}
