import type { ErrorCode } from '../../common/base/index.ts';
import { t } from '../l10n.ts';

const closed = (): string => t('Not sent: the room is closed.');
const notMember = (): string => t('Not sent: you are not a member of this room.');
const sendFailures: Partial<Record<ErrorCode, () => string>> = {
  DISK_FULL: () => t('Not sent: the disk is full.'),
  ENGINE_LOST: () => t('P2P Chat restarted: it is not known whether this was sent.'),
  DISK_ERROR: () => t('Not sent: the disk cannot be written.'),
  OFFLINE: () => t('Not sent: this person has not been reached yet.'),
  TOO_LARGE: () => t('Not sent: the message is too long.'),
  RATE_LIMITED: () => t('Not sent: too many messages at once.'),
  NOT_AUTHENTICATED: () => t('Not sent: you are signed out.'),
  ROOM_CLOSED: closed,
  ROOM_UNKNOWN: closed,
  NOT_MEMBER: notMember,
  BANNED: notMember,
};

/** Why a message was not sent. */
export const sendFailure = (code: ErrorCode): string => sendFailures[code]?.() ?? t('Not sent: something went wrong.');

const notAccepted = (): string => t('The tracker does not accept your sign-in.');
const connectionFailures: Partial<Record<ErrorCode, (tracker: string) => string>> = {
  BAD_CREDENTIALS: notAccepted,
  NOT_AUTHENTICATED: notAccepted,
  REVOKED: () => t('This device was removed from your account.'),
  TRACKER_CHANGED: (tracker) => t('This is not the tracker you know at {0}.', tracker),
  VERSION: () => t('The tracker speaks another version.'),
  RATE_LIMITED: () => t('The tracker asks for patience.'),
};

/** Why there is no tracker. */
export const connectionFailure = (code: ErrorCode | undefined, tracker: string): string =>
  (code === undefined ? undefined : connectionFailures[code]?.(tracker)) ?? t('Tracker unreachable.');

const openFailures: Partial<Record<ErrorCode, () => string>> = {
  DISK_FULL: () => t('The disk is full, so nothing more can be kept. Free some space and try again.'),
  DISK_ERROR: () =>
    t('The disk cannot be read or written, so nothing can be kept. Check it and the rights of its folders.'),
  ENGINE_FAILED: () => t('P2P Chat has stopped because of an error that keeps coming back.'),
  DATA_DAMAGED: () => t('What P2P Chat keeps on this computer is damaged. The log tells which file.'),
  NEWER_DATA: () =>
    t('The data on this computer was written by a newer version of P2P Chat. Update the extension to use it.'),
};

/** Why what is kept on this computer cannot be used. */
export const openFailure = (code: ErrorCode): string =>
  openFailures[code]?.() ?? t('Something went wrong inside P2P Chat. The log tells more.');
