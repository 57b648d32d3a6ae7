import type { AppError, Env } from '../../../../common/base/index.ts';
import type { Certificate, LogKind } from '../../../../common/model/index.ts';
import type { Store } from '../ports.ts';
import type { Certificates } from './certificates.ts';
import type { EntryClassifier } from './classification.ts';
import type { Conversation } from './conversation.ts';
import type { DiskHealth } from './disk-health.ts';
import type { Projections } from './projection.ts';

/** What a committer stands on. */
export interface CommitterParts {
  readonly env: Pick<Env, 'clock' | 'crypto' | 'logger' | 'turn'>;
  readonly store: Pick<Store, 'write' | 'isResting' | 'onDurable'>;
  readonly disk: DiskHealth;
  readonly me: Certificate;
  readonly certificates: Pick<Certificates, 'markAllUnsaved'>;
  readonly projections: Projections;
  readonly classifier: Pick<EntryClassifier, 'audienceOf'>;
  readonly now: () => number;
  /** More of this own log is known to exist, and is about to come: what is written before would not continue it. */
  readonly isBehindRemote: (conversation: Conversation, kind: LogKind) => boolean;
  /** The disk has caught up: more may be taken from others again. */
  readonly onDrained: () => void;
  /** What is written can never be known to be durable: this engine must end. */
  readonly onLost: (error: AppError) => void;
}
