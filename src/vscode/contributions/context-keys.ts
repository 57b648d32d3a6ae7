/** The keys of the `when` clauses of package.json, without their prefix. */
export const contextKeyNames = [
  'configured',
  'host',
  'registered',
  'connectionState',
  'connected',
  'hasRooms',
  'hasUnread',
  'localTrackerRunning',
  'dnd',
  'roomOpen',
  'chatFocused',
  'composerFocused',
  'quietChosen',
  'hasWritten',
] as const;
export type ContextKey = (typeof contextKeyNames)[number];
export type ContextKeyValues = { readonly [K in ContextKey]?: boolean | string };

export const contextKeyId = (key: ContextKey): string => `p2pChat.${key}`;
