import { AppError, type ErrorCode } from '../base/index.ts';
import type { Denial } from './access-policy.ts';

/** The texts are for logs and scripts; what the extension shows goes by the code. */
const errors: Readonly<Record<Denial, readonly [code: ErrorCode, message: string]>> = {
  roomUnknown: ['ROOM_UNKNOWN', 'there is no such room'],
  roomClosed: ['ROOM_CLOSED', 'this room was deleted'],
  roomFull: ['ROOM_FULL', 'the room is full'],
  newerVersion: ['VERSION', 'this room needs a newer version of P2P Chat'],
  notMember: ['NOT_MEMBER', 'you are not in this room'],
  left: ['NOT_MEMBER', 'you have left this room'],
  waiting: ['ROOM_FULL', 'the room is full; you are on the waiting list'],
  onWaitingList: ['NOT_MEMBER', 'you are on the waiting list of this room'],
  notAuthor: ['NOT_AUTHOR', 'only its author can edit a message'],
  notAuthorOrOwner: ['NOT_AUTHOR', 'only its author or the owner of the room can delete a message'],
  notOwner: ['NOT_OWNER', 'only the owner can delete the room'],
  ownerCannotLeave: ['OWNER_CANNOT_LEAVE', 'the owner can only delete the room'],
  banned: ['BANNED', 'the owner removed you from this room'],
  inviteOnly: ['INVITE_INVALID', 'this room can only be joined by invitation'],
};

/** A verdict of the access policy as an error; none for none. */
export const denied = (denial: Denial | undefined): AppError | undefined =>
  denial === undefined ? undefined : new AppError(...errors[denial]);

/** Throws what a verdict of the access policy says. */
export const demandAccess = (denial: Denial | undefined): void => {
  const error = denied(denial);
  if (error !== undefined) throw error;
};
