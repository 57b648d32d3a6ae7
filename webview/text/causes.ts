import type { ErrorCode } from '../../common/base/index.ts';
import { t } from '../l10n.ts';

const closed = (): string => t('Not sent: this room was deleted.');
const notMember = (): string => t('Not sent: you’re not a member of this room.');
const sendFailures: Partial<Record<ErrorCode, () => string>> = {
  DISK_FULL: () => t('Not sent: the disk is full.'),
  ENGINE_LOST: () => t('P2P Chat restarted before it could confirm that this was sent.'),
  DISK_ERROR: () => t('Not sent: couldn’t write to the disk.'),
  OFFLINE: () => t('Not sent: couldn’t reach this person yet.'),
  TOO_LARGE: () => t('Not sent: the message is too long.'),
  RATE_LIMITED: () => t('Not sent: too many messages at once.'),
  NOT_AUTHENTICATED: () => t('Not sent: you’re signed out.'),
  ROOM_CLOSED: closed,
  ROOM_UNKNOWN: closed,
  NOT_MEMBER: notMember,
  BANNED: notMember,
};

/** Why a message was not sent. */
export const sendFailure = (code: ErrorCode): string => sendFailures[code]?.() ?? t('Not sent: something went wrong.');

const notAccepted = (): string => t('The tracker rejected your sign-in.');
const connectionFailures: Partial<Record<ErrorCode, (address: string) => string>> = {
  BAD_CREDENTIALS: notAccepted,
  NOT_AUTHENTICATED: notAccepted,
  REVOKED: () => t('This device was signed out from another of your devices. You can still read what is here.'),
  TRACKER_CHANGED: (address) => t('This isn’t the tracker you know at {0}. P2P Chat did not sign in.', address),
  VERSION: () => t('The tracker uses an incompatible version.'),
  RATE_LIMITED: () => t('The tracker is busy.'),
};

/** Why there is no tracker. */
export const connectionFailure = (code: ErrorCode | undefined, address: string): string =>
  (code === undefined ? undefined : connectionFailures[code]?.(address)) ?? t('Can’t reach the tracker.');

const openFailures: Partial<Record<ErrorCode, () => string>> = {
  DISK_FULL: () => t('The disk is full, so nothing more can be saved. Free up some space and try again.'),
  DISK_ERROR: () => t('P2P Chat can’t read or write its data. Check the disk and its folder permissions.'),
  ENGINE_FAILED: () => t('The same error keeps coming back. Restart P2P Chat, or see the log for details.'),
  DATA_DAMAGED: () => t('P2P Chat’s data on this computer is damaged. See the log for the file.'),
  NEWER_DATA: () => t('P2P Chat’s data on this computer is from a newer version. Update the extension to use it.'),
};

/** Why what is kept on this computer cannot be used. */
export const openFailure = (code: ErrorCode): string =>
  openFailures[code]?.() ?? t('Something went wrong in P2P Chat. See the log for details.');
