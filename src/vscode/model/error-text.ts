import type { ErrorCode, ErrorDetails } from '../../../common/base/index.ts';
import type { CommandName } from '../contributions/commands.ts';
import type { SettingName } from '../contributions/settings.ts';
import { t } from '../text.ts';

/** The commands that an error may offer, as it calls them. */
const titles = {
  connect: () => t('Try Again'),
  restart: () => t('Restart'),
  showLog: () => t('Show Log'),
  register: () => t('Create Account'),
  setup: () => t('Set Up P2P Chat'),
  signIn: () => t('Sign In'),
  signOut: () => t('Sign Out'),
  startLocalTracker: () => t('Start Local Tracker'),
  createRoom: () => t('Create Room'),
  joinRoom: () => t('Join Room'),
  openRoom: () => t('Open Room'),
  deleteRoom: () => t('Delete Room'),
  openSettings: () => t('Open Settings'),
  chooseNamesake: () => t('Choose…'),
} satisfies Partial<Record<CommandName, () => string>>;
export type ErrorAction = keyof typeof titles;

export interface ErrorText {
  /** One plain sentence in the person's language. */
  readonly sentence: string;
  /** At most three, the most useful first. */
  readonly actions: readonly ErrorAction[];
}

type Entry = readonly [sentence: (details: ErrorDetails) => string, ...actions: ErrorAction[]];

const seconds = (details: ErrorDetails): number => Math.max(1, Math.ceil((details.retryAfter ?? 1000) / 1000));
const reserved: Entry = [() => t('This version of P2P Chat can’t do that yet.'), 'showLog'];

const table: Readonly<Record<ErrorCode, Entry>> = {
  BAD_REQUEST: [
    ({ reason }) =>
      reason === 'ownName'
        ? t('You can’t message yourself.')
        : t('The request wasn’t understood. P2P Chat and the tracker may have different versions.'),
    'showLog',
  ],
  UNKNOWN_COMMAND: [() => t('The tracker doesn’t support this. It may be older than this extension.'), 'showLog'],
  LOCKED: [() => t('P2P Chat is active in another window.'), 'connect'],
  PORT_IN_USE: [
    ({ port = 0, tracker }) =>
      tracker === undefined
        ? t('Port {0} is already in use. Choose another port in Settings.', port)
        : t(
            'Port {0} is already in use by the tracker {1}. Use that one, or choose another port in Settings.',
            port,
            tracker,
          ),
    'openSettings',
    'showLog',
  ],
  TRACKER_UNREACHABLE: [
    () => t('Can’t reach the tracker. Check its address and that it’s running.'),
    'connect',
    'startLocalTracker',
    'showLog',
  ],
  USER_UNKNOWN: [() => t('No user with that name on this tracker.')],
  USER_AMBIGUOUS: [() => t('More than one person has that name. Choose who you mean.'), 'chooseNamesake'],
  NOT_AUTHENTICATED: [() => t('You are not signed in.'), 'signIn', 'register'],
  BAD_CREDENTIALS: [() => t('Wrong username or password.'), 'signIn', 'register'],
  ACCOUNT_LOST: [
    () =>
      t(
        'The tracker was restored and no longer knows you. The computer where you created your account can bring it back.',
      ),
    'connect',
    'register',
    'signOut',
  ],
  NAME_TAKEN: [() => t('That username is taken on this tracker. If it’s yours, sign in.'), 'signIn', 'register'],
  NAME_INVALID: [() => t('Use 1 to 40 characters from one alphabet, with no spaces at the start or end.')],
  ALREADY_SIGNED_IN: [({ username = '' }) => t('You are already signed in as {0}.', username), 'openRoom', 'signOut'],
  ROOM_EXISTS: [() => t('A room with that name already exists.'), 'joinRoom', 'createRoom'],
  ROOM_UNKNOWN: [() => t('That room doesn’t exist.'), 'joinRoom', 'createRoom'],
  ROOM_AMBIGUOUS: [() => t('Several rooms have that name. Pick one from the list.'), 'openRoom'],
  ROOM_FULL: [() => t('This room is full. You’re on the waiting list and will get in when someone leaves.')],
  ROOM_CLOSED: [() => t('This room was deleted. You can still read it.')],
  NOT_MEMBER: [() => t('You’re not a member of this room.'), 'joinRoom'],
  NOT_OWNER: [() => t('Only the room’s owner can do that.')],
  NOT_AUTHOR: [() => t('Only the author can edit a message. Only the author or the room’s owner can delete it.')],
  OWNER_CANNOT_LEAVE: [
    () => t('You own this room, so you can’t leave it. You can delete it for everyone.'),
    'deleteRoom',
  ],
  BANNED: [() => t('You were removed from this room. You keep what is here, but can’t write.')],
  INVITE_INVALID: [() => t('This invite is invalid, already used, or expired.')],
  BAD_OPERATION: [() => t('The other side sent invalid data, so it was rejected.'), 'showLog'],
  TOO_LARGE: [
    ({ reason }) =>
      reason === 'reactionLimit'
        ? t('You’ve reached the reaction limit for this message.')
        : t('That’s too long. Send it in parts.'),
  ],
  RATE_LIMITED: [(details) => t('Too many attempts. Try again in {0} s.', seconds(details))],
  VERSION: [() => t('The other side has an incompatible version of P2P Chat. Update both.'), 'showLog'],
  REVOKED: [
    () => t('This device was signed out from another of your devices. You can still read what is here.'),
    'signIn',
    'showLog',
  ],
  RELAY_CREDIT: reserved,
  DEVICE_CLONED: [
    () => t('Another computer is using a copy of this computer’s key. Sign in again on one of them.'),
    'signOut',
    'showLog',
  ],
  TRACKER_CHANGED: [
    ({ tracker }) =>
      tracker === undefined
        ? t('This isn’t the tracker you know. P2P Chat did not sign in.')
        : t('This isn’t the tracker you know at {0}. P2P Chat did not sign in.', tracker),
    'signOut',
    'showLog',
  ],
  ENTRY_UNKNOWN: [() => t('That message isn’t on this computer.')],
  OFFLINE: [
    ({ chosen }) =>
      chosen === true
        ? t('You’re offline. Go online to do this.')
        : t('This needs the tracker, but it can’t be reached right now.'),
    'connect',
    'startLocalTracker',
    'showLog',
  ],
  ENGINE_LOST: [
    () => t('P2P Chat restarted before it could confirm this. Check whether it was done, then try again.'),
    'showLog',
  ],
  ENGINE_FAILED: [() => t('P2P Chat stopped working.'), 'restart', 'showLog'],
  DISK_FULL: [
    () => t('The disk is full, so nothing more can be saved. Free up some space and try again.'),
    'connect',
    'showLog',
  ],
  TRACKER_FULL: [
    () => t('The tracker’s disk is full, so it can’t save this. Ask the person who runs it to free up space.'),
  ],
  DISK_ERROR: [
    () => t('P2P Chat can’t read or write its data. Check the disk and its folder permissions.'),
    'connect',
    'showLog',
  ],
  DATA_DAMAGED: [() => t('P2P Chat’s data on this computer is damaged. See the log for the file.'), 'showLog'],
  NEWER_DATA: [
    () => t('P2P Chat’s data on this computer is from a newer version. Update the extension to use it.'),
    'showLog',
  ],
  NOT_YET: reserved,
  INTERNAL: [() => t('Something went wrong in P2P Chat. See the log for details.'), 'showLog'],
};

export const errorText = (code: ErrorCode, details: ErrorDetails = {}): ErrorText => {
  const [sentence, ...actions] = table[code];
  return { sentence: sentence(details), actions: details.chosen === true ? ['connect'] : actions };
};

/** The setting that an error is about, where it offers the settings. */
export const settingOf: Partial<Readonly<Record<ErrorCode, SettingName>>> = { PORT_IN_USE: 'localTracker.port' };

export const actionTitle = (action: ErrorAction, { chosen }: ErrorDetails = {}): string =>
  action === 'connect' && chosen === true ? t('Go Online') : titles[action]();
