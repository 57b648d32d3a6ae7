/** Buttons and slash commands of the page that the host carries out as its commands. */
export const viewCommands = [
  'setup',
  'register',
  'signIn',
  'createRoom',
  'joinRoom',
  'leaveRoom',
  'deleteRoom',
  'muteRoom',
  'unmuteRoom',
  'pinRoom',
  'unpinRoom',
  'removeRoom',
  'messagePerson',
  'setStatus',
  'openRoom',
  'nextUnread',
  'previousUnread',
  'connect',
  'restart',
  'showLog',
] as const;
export type ViewCommand = (typeof viewCommands)[number];
