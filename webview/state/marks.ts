import type { Delivery, Row, Who } from '../../common/model/index.ts';
import type { ErrorCode } from '../../common/base/index.ts';
import { overOf } from '../../common/membership/access-policy.ts';
import type { Header } from '../../common/protocol/view/index.ts';
import type { Outgoing } from './state.ts';

/** Who does not have it yet. */
type Open = Pick<Delivery, 'open'>;

/** How far a message of mine has come. */
export type DeliveryMark =
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  | ({ readonly kind: 'sent' } & Open)
  | ({ readonly kind: 'delivered' } & Delivery)
  /** Nobody has it, and the room is over for me: it will never arrive. */
  | ({ readonly kind: 'lost'; readonly why: 'closed' | 'left' } & Open)
  /** The only other person is away and nobody holds it. */
  | ({ readonly kind: 'waits'; readonly who: Who } & Open);

/** It has left this page, and nobody has it yet. */
export const isUndelivered = (mark: DeliveryMark | undefined): boolean =>
  mark?.kind === 'sent' || mark?.kind === 'waits' || mark?.kind === 'lost';

/** Everybody else has read it. */
export const isRead = (mark: DeliveryMark | undefined): boolean =>
  mark?.kind === 'delivered' && mark.m > 0 && mark.readBy?.length === mark.m;

/** The other person of a direct conversation, while away. */
const absentPartner = (header: Header | undefined, me: Who | undefined): Who | undefined => {
  if (header?.kind !== 'direct') return undefined;
  const partner = header.members.find((member) => member.identity !== me?.identity);
  return partner?.presence === 'offline' ? partner : undefined;
};

export const markOfOutgoing = (outgoing: Outgoing): DeliveryMark =>
  outgoing.kind === 'sending' ? { kind: 'sending' } : { kind: 'failed', code: outgoing.code ?? 'INTERNAL' };

/** What the marks of a conversation depend on beside its rows. */
export interface MarkContext {
  readonly absent: Who | undefined;
  readonly over: 'closed' | 'left' | undefined;
}

export const markContext = (header: Header | undefined, me: Who | undefined): MarkContext => ({
  absent: absentPartner(header, me),
  over: overOf(header?.readOnly),
});

export const markOfRow = (row: Row, { absent, over }: MarkContext): DeliveryMark | undefined => {
  if (!row.own || row.kind !== 'message') return undefined;
  if (row.delivery !== undefined && row.delivery.n > 0) return { kind: 'delivered', ...row.delivery };
  const open = row.delivery?.open && { open: row.delivery.open };
  if (over !== undefined && open !== undefined) return { kind: 'lost', why: over, ...open };
  return absent === undefined ? { kind: 'sent', ...open } : { kind: 'waits', who: absent, ...open };
};

/** Those who have it and have not read it. */
export const unread = (users: readonly Who[], readBy: readonly Who[]): readonly Who[] => {
  const read = new Set(readBy.map(({ identity }) => identity));
  return users.filter(({ identity }) => !read.has(identity));
};

/** One of those who could get a message when it was written. */
export interface Receiver {
  readonly who: Who;
  readonly state: 'read' | 'delivered' | 'open';
  /** Since when it is so, milliseconds since 1970, if that is known. */
  readonly at?: number;
}

/** All of them, those who have read it first. */
export const receiversOf = (mark: DeliveryMark): readonly Receiver[] => {
  if (mark.kind === 'sending' || mark.kind === 'failed') return [];
  const open = (mark.open ?? []).map((who): Receiver => ({ who, state: 'open' }));
  if (mark.kind !== 'delivered') return open;
  const { users, readBy = [], at = {} } = mark;
  const timed =
    (state: 'read' | 'delivered') =>
    (who: Who): Receiver => ({
      who,
      state,
      ...(at[who.identity] !== undefined && { at: at[who.identity] }),
    });
  const got = unread(users, readBy);
  return [...readBy.map(timed('read')), ...got.map(timed('delivered')), ...open];
};
