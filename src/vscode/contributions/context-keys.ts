const flag = [false, true] as const;

/** What follows from the uiState (`model/context-keys.ts`), each key with the values that it can have. */
const stateKeys = {
  configured: flag,
  service: ['starting', 'closed', 'opening', 'open', 'otherWindow', 'failed', 'stopped'],
  registered: flag,
  connectionState: ['offline', 'connecting', 'online', 'error'],
  connected: flag,
  hasRooms: flag,
  hasUnread: flag,
  localTrackerRunning: flag,
  dnd: flag,
} as const;

/** What is told when it happens. */
export const eventKeys = {
  roomOpen: flag,
  chatFocused: flag,
  composerFocused: flag,
  hasWritten: flag,
  quietChosen: flag,
  guideShown: flag,
} as const;

/** What `when` clauses can ask, those of package.json and those of a person's own keys; without their prefix. */
export const contextValues = { ...stateKeys, ...eventKeys } as const;

type Values<T extends Readonly<Record<string, readonly unknown[]>>> = { readonly [K in keyof T]: T[K][number] };
export type ContextKey = keyof typeof contextValues;
export type ContextValues = Values<typeof contextValues>;
export type StateValues = Values<typeof stateKeys>;

export const contextKeyId = (key: ContextKey): string => `p2pChat.${key}`;
