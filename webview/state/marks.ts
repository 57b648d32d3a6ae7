import type { Delivery, Row, Who } from '../../common/model/index.ts';
import type { ErrorCode } from '../../common/base/index.ts';
import type { Header } from '../../common/protocol/view/index.ts';
import type { Outgoing } from './state.ts';

/** How far a message of mine has come. */
export type Mark =
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  | { readonly kind: 'sent' }
  | ({ readonly kind: 'delivered' } & Delivery)
  /** The only other person is away and nobody holds it. */
  | { readonly kind: 'waits'; readonly username: string };

/** Everybody else has read it. */
export const isRead = (mark: Mark | undefined): boolean =>
  mark?.kind === 'delivered' && mark.m > 0 && mark.readBy?.length === mark.m;

/** The other person of a direct conversation, while away. */
export const absentPartner = (header: Header | undefined, me: Who | undefined): string | undefined => {
  if (header?.kind !== 'direct') return undefined;
  const partner = header.members.find((member) => member.identity !== me?.identity);
  return partner?.presence === 'offline' ? partner.username : undefined;
};

export const markOfOutgoing = (outgoing: Outgoing): Mark =>
  outgoing.kind === 'sending' ? { kind: 'sending' } : { kind: 'failed', code: outgoing.code ?? 'INTERNAL' };

export const markOfRow = (row: Row, absent: string | undefined): Mark | undefined => {
  if (!row.own || row.kind !== 'message') return undefined;
  if (row.delivery !== undefined && row.delivery.n > 0) return { kind: 'delivered', ...row.delivery };
  return absent === undefined ? { kind: 'sent' } : { kind: 'waits', username: absent };
};
