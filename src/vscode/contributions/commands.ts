/** Every command of package.json, without its prefix. */
export const commandNames = [
  'setup',
  'register',
  'signIn',
  'signOut',
  'connect',
  'disconnect',
  'restart',
  'startLocalTracker',
  'stopLocalTracker',
  'copyTrackerAddress',
  'createRoom',
  'joinRoom',
  'openRoom',
  'openRoomToSide',
  'leaveRoom',
  'deleteRoom',
  'muteRoom',
  'unmuteRoom',
  'copyLink',
  'sendMessage',
  'messagePerson',
  'markRead',
  'markAllRead',
  'nextUnread',
  'previousUnread',
  'setStatus',
  'toggleDnd',
  'focusComposer',
  'focusMessages',
  'openSettings',
  'openWalkthrough',
  'showLog',
] as const;
export type CommandName = (typeof commandNames)[number];
export type CommandId = `p2pChat.${CommandName}`;

export const commandId = (name: CommandName): CommandId => `p2pChat.${name}`;
