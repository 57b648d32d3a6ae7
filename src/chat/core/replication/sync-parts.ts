import type { Env } from '../../../../common/base/index.ts';
import type { Certificate, RoomKey } from '../../../../common/model/index.ts';
import type { OnAcknowledged } from '../timeline/acknowledgements.ts';
import type { Typing } from '../timeline/typing.ts';
import type { Links } from '../ports.ts';
import type { Answers } from './answers.ts';
import type { CatchUp } from './catch-up.ts';
import type { Certificates } from './certificates.ts';
import type { Conversations } from './conversations.ts';
import type { Intake } from './intake.ts';
import type { Offers } from './offers.ts';

export interface SyncParts {
  readonly env: Env;
  readonly me: Certificate;
  readonly links: Pick<Links, 'send'>;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
  readonly offers: Offers;
  readonly catchUp: CatchUp;
  readonly answers: Answers;
  readonly intake: Intake;
  readonly typing: Typing;
}

export interface SyncEvents {
  /** Questions have been answered, or will not be: what waited for them may go on. */
  onSettled(): void;
  /** What linked devices say that they hold of a conversation, or fail to give of it, is different now. */
  onHoldings(room: RoomKey): void;
  readonly onAcknowledged: OnAcknowledged;
}
