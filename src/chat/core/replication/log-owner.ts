import { authorKey, type AuthorKey, type Entry, type LogKind } from '../../../../common/model/index.ts';
import type { Certificates } from './certificates.ts';
import type { Conversation } from './conversation.ts';

/** Whose log it is, and what of. */
export interface LogOwner {
  readonly author: AuthorKey;
  readonly kind: LogKind;
}

/** Of a log of this conversation; undefined while nothing is known of its author. */
export const ownerOf = (
  certificates: Pick<Certificates, 'identitiesOf'>,
  conversation: Conversation,
  { device, log }: Pick<Entry, 'device' | 'log'>,
): LogOwner | undefined => {
  const named = conversation.nameOf(log, certificates.identitiesOf(device));
  return named && { author: authorKey({ device, identity: named.identity }), kind: named.kind };
};
