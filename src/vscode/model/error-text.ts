import type { ErrorCode, ErrorDetails } from '../../../common/base/index.ts';
import type { CommandName } from '../contributions/commands.ts';
import { t } from '../text.ts';

/** The commands that an error may offer, as it calls them. */
const titles = {
  connect: () => t('Try Again'),
  restart: () => t('Restart'),
  showLog: () => t('Show Log'),
  register: () => t('Register'),
  setup: () => t('Set Up P2P Chat'),
  signIn: () => t('Sign In'),
  signOut: () => t('Sign Out'),
  startLocalTracker: () => t('Start Local Tracker'),
  createRoom: () => t('Create Room'),
  joinRoom: () => t('Join Room'),
  openRoom: () => t('Open Room'),
  deleteRoom: () => t('Delete Room'),
  openSettings: () => t('Open Settings'),
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
const reserved: Entry = [() => t('This version of P2P Chat cannot do that yet.'), 'showLog'];

const table: Readonly<Record<ErrorCode, Entry>> = {
  BAD_REQUEST: [
    () => t('The request was not understood. P2P Chat and the tracker may have different versions.'),
    'showLog',
  ],
  UNKNOWN_COMMAND: [() => t('The tracker does not know this request. It may be older than this extension.'), 'showLog'],
  LOCKED: [() => t('P2P Chat runs in another window.'), 'connect'],
  PORT_IN_USE: [
    () => t('Another program uses the network port. Choose another one in the settings.'),
    'openSettings',
    'showLog',
  ],
  TRACKER_UNREACHABLE: [
    () => t('The tracker cannot be reached. Check its address, and whether it is running.'),
    'connect',
    'startLocalTracker',
    'showLog',
  ],
  USER_UNKNOWN: [() => t('The tracker knows nobody of that name.')],
  NOT_AUTHENTICATED: [() => t('You are not signed in on the tracker.'), 'signIn', 'register'],
  BAD_CREDENTIALS: [() => t('The name or the password is wrong.'), 'signIn', 'register'],
  NAME_TAKEN: [() => t('That name is taken on this tracker. If it is yours, sign in.'), 'signIn', 'register'],
  NAME_INVALID: [() => t('A name has 1 to 40 characters of one alphabet and no space at its ends.')],
  ALREADY_SIGNED_IN: [() => t('Somebody is signed in already. Sign out first.'), 'signOut'],
  ROOM_EXISTS: [() => t('There is a room of that name already.'), 'joinRoom', 'createRoom'],
  ROOM_UNKNOWN: [() => t('There is no such room.'), 'joinRoom', 'createRoom'],
  ROOM_AMBIGUOUS: [() => t('Several rooms have that name. Pick one from the list.'), 'openRoom'],
  ROOM_FULL: [() => t('The room is full. You are waiting and will be let in when somebody leaves.')],
  ROOM_CLOSED: [() => t('The room has been deleted. You can still read it.')],
  NOT_MEMBER: [() => t('You are not a member of this room.'), 'joinRoom'],
  NOT_OWNER: [() => t('Only the owner of the room can do that.')],
  NOT_AUTHOR: [
    () => t('Only whoever wrote a message can change it, and only they or the owner of the room can delete it.'),
  ],
  OWNER_CANNOT_LEAVE: [
    () => t('You own this room, so you cannot leave it. You can delete it for everybody.'),
    'deleteRoom',
  ],
  BANNED: [() => t('The owner has removed you from this room.')],
  INVITE_INVALID: [() => t('The invite is wrong, used up or too old.')],
  BAD_OPERATION: [() => t('The other side sent something that does not check out, so it was refused.'), 'showLog'],
  TOO_LARGE: [() => t('That is too long. Send it in parts.')],
  RATE_LIMITED: [(details) => t('Too many tries in a short time. Try again in {0} s.', seconds(details))],
  VERSION: [() => t('The other side has another version of P2P Chat. Update both.'), 'showLog'],
  REVOKED: [() => t('This device has been signed out of the account for good.'), 'signIn', 'showLog'],
  RELAY_CREDIT: reserved,
  DEVICE_CLONED: [
    () => t('Another installation uses the key of this device. One of the two must sign in anew.'),
    'signOut',
    'showLog',
  ],
  TRACKER_CHANGED: [
    () => t('At this address there is another tracker than before. P2P Chat does not sign in there.'),
    'signOut',
    'showLog',
  ],
  ENTRY_UNKNOWN: [() => t('That message is not on this computer.')],
  OFFLINE: [
    () => t('That needs the tracker, and it cannot be reached now.'),
    'connect',
    'startLocalTracker',
    'showLog',
  ],
  ENGINE_LOST: [
    () => t('P2P Chat restarted before this was finished. See whether it was done before you try again.'),
    'showLog',
  ],
  ENGINE_FAILED: [() => t('P2P Chat has stopped because of an error that keeps coming back.'), 'restart', 'showLog'],
  DISK_FULL: [
    () => t('The disk is full, so nothing more can be kept. Free some space and try again.'),
    'connect',
    'showLog',
  ],
  TRACKER_FULL: [
    () => t('The disk of the tracker is full, so it cannot keep this. Whoever runs it has to free some space.'),
  ],
  DISK_ERROR: [
    () => t('The disk cannot be read or written, so nothing can be kept. Check it and the rights of its folders.'),
    'connect',
    'showLog',
  ],
  DATA_DAMAGED: [() => t('What P2P Chat keeps on this computer is damaged. The log tells which file.'), 'showLog'],
  NEWER_DATA: [
    () => t('The data on this computer was written by a newer version of P2P Chat. Update the extension to use it.'),
    'showLog',
  ],
  NOT_YET: reserved,
  INTERNAL: [() => t('Something went wrong inside P2P Chat. The log tells more.'), 'showLog'],
};

export const errorText = (code: ErrorCode, details: ErrorDetails = {}): ErrorText => {
  const [sentence, ...actions] = table[code];
  return { sentence: sentence(details), actions };
};

export const actionTitle = (action: ErrorAction): string => titles[action]();
