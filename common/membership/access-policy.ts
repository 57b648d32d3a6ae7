import { limits, type AnnotationTarget, type IdentityKey } from '../model/index.ts';

// Who may do what: engine, store, tracker, extension and page ask here. Imports nothing that the page must not load.

export type ReadOnlyReason = 'closed' | 'left' | 'waiting' | 'newer';

/** What somebody is in a conversation: whether they own it, and why they may not write there, if they may not. */
export interface Standing {
  readonly kind: 'group' | 'direct' | 'self';
  readonly mine?: boolean | undefined;
  readonly readOnly?: ReadOnlyReason | undefined;
}

export type AnnotationKind = AnnotationTarget['kind'];

/** The message that an annotation is about, as whoever asks sees it. */
export interface AnnotatedMessage {
  readonly own: boolean;
  /** Nobody has it yet. */
  readonly undelivered?: boolean;
}

/** Of a room, as its control entries say. */
export interface MemberList {
  readonly owner: IdentityKey;
  readonly policy: 'open' | 'invite';
  readonly capacity: number;
  /** Identity to username; the owner first, then in the order of admission. */
  readonly members: ReadonlyMap<IdentityKey, string>;
  /** Admitted but beyond capacity or invite uses, first come first; they move up. */
  readonly waiting: ReadonlyMap<IdentityKey, string>;
  readonly banned: ReadonlySet<IdentityKey>;
  readonly closed: boolean;
  /** A member uses an operation that this version does not know: the room is read-only here. */
  readonly newer: boolean;
}

/** Who is in a conversation of any kind. */
export interface Roster {
  readonly closed: boolean;
  has(identity: IdentityKey): boolean;
}

/** Why somebody may not. `denied` makes an error of it. */
export type Denial =
  | 'roomUnknown'
  | 'roomClosed'
  | 'roomFull'
  | 'newerVersion'
  | 'notMember'
  | 'left'
  | 'waiting'
  | 'onWaitingList'
  | 'notAuthor'
  | 'notAuthorOrOwner'
  | 'notOwner'
  | 'ownerCannotLeave'
  | 'banned'
  | 'inviteOnly';

/** What of a conversation a peer is given: everything, who is in it alone, or nothing at all. */
export type Scope = 'all' | 'control' | 'none';

/** A closed room is read-only and a room I left is no longer mine to pass on, but both facts must still travel. */
export const sharedScope = (roster: Roster, me: IdentityKey, other: IdentityKey): Scope => {
  if (!roster.has(other)) return 'none';
  return roster.closed || !roster.has(me) ? 'control' : 'all';
};

/** Entries of the control log of one device that count, and are kept: nobody can make everybody evaluate without end. */
export const maxControlEntries = (author: IdentityKey | undefined, owner: IdentityKey | undefined): number =>
  author !== undefined && author === owner ? limits.ownerControlEntries : limits.controlEntries;

/** Why the identity may not write in a room, if it may not. */
export const readOnlyReason = (
  membership: MemberList | undefined,
  identity: IdentityKey,
): ReadOnlyReason | undefined => {
  if (membership === undefined || membership.newer) return 'newer';
  if (membership.closed) return 'closed';
  if (membership.waiting.has(identity)) return 'waiting';
  return membership.members.has(identity) ? undefined : 'left';
};

/** What the identity is in a room. */
export const standingOf = (membership: MemberList | undefined, identity: IdentityKey): Standing => ({
  kind: 'group',
  mine: membership?.owner === identity,
  readOnly: readOnlyReason(membership, identity),
});

/** Nobody writes there any more, as far as I am concerned, and how that came; undefined where it may still be written in. */
export const overOf = (readOnly: ReadOnlyReason | undefined): 'closed' | 'left' | undefined =>
  readOnly === 'closed' || readOnly === 'left' ? readOnly : undefined;

const postDenials = { closed: 'roomClosed', newer: 'newerVersion', waiting: 'onWaitingList', left: 'left' } as const;

export const postDenial = ({ readOnly }: Pick<Standing, 'readOnly'>): Denial | undefined =>
  readOnly && postDenials[readOnly];

/**
 * Whose annotations of a message count, for everybody and for ever: the author edits, the author and the owner of the room delete,
 * everybody reacts. An owner is one for good: the room's key is the hash of what names them. So this depends neither on when it is
 * asked nor on what arrived first.
 */
export const annotationCounts = (
  kind: AnnotationKind,
  by: IdentityKey,
  { author, owner }: { readonly author: IdentityKey | undefined; readonly owner: IdentityKey | undefined },
): boolean => mayAnnotate(kind, by === author, by === owner);

const mayAnnotate = (kind: AnnotationKind, isAuthor: boolean, isOwner: boolean): boolean =>
  kind === 'REACT' || isAuthor || (kind === 'DELETE' && isOwner);

/** Where somebody may not write any more they may still delete what has reached nobody, and never will. */
export const annotationDenial = (
  kind: AnnotationKind,
  standing: Standing,
  { own, undelivered = false }: AnnotatedMessage,
): Denial | undefined => {
  const isHereOnly = kind === 'DELETE' && own && undelivered && overOf(standing.readOnly) !== undefined;
  const denial = isHereOnly ? undefined : postDenial(standing);
  if (denial !== undefined || mayAnnotate(kind, own, standing.mine === true)) return denial;
  return kind === 'DELETE' ? 'notAuthorOrOwner' : 'notAuthor';
};

/** Why the identity is no member, if a rule keeps it out; undefined for members, and for who has never asked. */
export const membershipDenial = (membership: MemberList | undefined, identity: IdentityKey): Denial | undefined => {
  if (membership === undefined) return 'roomUnknown';
  if (membership.closed) return 'roomClosed';
  if (membership.members.has(identity)) return undefined;
  if (membership.banned.has(identity)) return 'banned';
  if (membership.waiting.has(identity)) return 'waiting';
  return membership.policy === 'invite' ? 'inviteOnly' : undefined;
};

/** Why a JOIN would make no member, if it would not. */
export const joinDenial = (membership: MemberList | undefined, identity: IdentityKey): Denial | undefined => {
  if (membership?.newer === true) return 'newerVersion';
  const denial = membershipDenial(membership, identity);
  const isFull = membership !== undefined && membership.members.size >= membership.capacity;
  return denial ?? (isFull && !membership.members.has(identity) ? 'roomFull' : undefined);
};

/** Who waits for a seat may give that up. */
export const leaveDenial = ({ kind, mine, readOnly }: Standing): Denial | undefined => {
  if (kind !== 'group') return 'roomUnknown';
  if (readOnly === 'closed') return 'roomClosed';
  if (mine === true) return 'ownerCannotLeave';
  return readOnly === 'left' ? 'notMember' : undefined;
};

export const roomDeletionDenial = ({ kind, mine, readOnly }: Standing): Denial | undefined => {
  if (kind !== 'group') return 'roomUnknown';
  if (mine !== true) return 'notOwner';
  return readOnly === 'closed' ? 'roomClosed' : undefined;
};
