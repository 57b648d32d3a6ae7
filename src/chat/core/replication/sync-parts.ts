import type { Env } from '../../../../common/base/index.ts';
import type { StateChange } from '../../../../common/protocol/chat/index.ts';
import type { Certificate } from '../../../../common/model/index.ts';
import type { Links } from '../ports.ts';
import type { BadSignatures } from './bad-signatures.ts';
import type { Certificates } from './certificates.ts';
import type { Committer } from './committer.ts';
import type { Conversations } from './conversations.ts';
import type { EntryReceiver } from './entry-receiver.ts';
import type { Fetcher } from './fetcher.ts';
import type { HaveSender } from './have-sender.ts';
import type { OwnLogClaims } from './own-log-claims.ts';
import type { PeerSession } from './peer-session.ts';
import type { EntryClassifier } from './classification.ts';
import type { EntryPolicy } from './policy.ts';
import type { Projections } from './projection.ts';
import type { WantResponder } from './want-responder.ts';

/** What a frame says that is not about logs. */
export type FrameHandler = (session: PeerSession, body: Uint8Array) => void;

export interface SyncParts {
  readonly env: Pick<Env, 'clock' | 'crypto'>;
  readonly me: Certificate;
  readonly links: Pick<Links, 'send'>;
  readonly conversations: Conversations;
  readonly certificates: Certificates;
  readonly policy: EntryPolicy;
  readonly classifier: Pick<EntryClassifier, 'beforeFetch'>;
  readonly projections: Pick<Projections, 'claimed'>;
  readonly committer: Pick<Committer, 'flush'>;
  readonly receiver: EntryReceiver;
  readonly haveSender: HaveSender;
  readonly fetcher: Fetcher;
  readonly wantResponder: WantResponder;
  readonly badSignatures: BadSignatures;
  readonly ownLogClaims: OwnLogClaims;
  /** By type, those that are not about logs. */
  readonly frames: ReadonlyMap<number, FrameHandler>;
  readonly onChanged: (change: StateChange) => void;
}
