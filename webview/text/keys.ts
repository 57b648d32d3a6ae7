export const isMac = navigator.platform.startsWith('Mac');

/** The key that stands for a command on this computer, as its people write it. */
export const commandKey = isMac ? '⌘' : 'Ctrl';
/** A key with the one that stands for a command on this computer, as its people write it. */
export const withCommand = (key: string): string => (isMac ? `⌘${key}` : `Ctrl+${key}`);

/** The same with Shift. */
export const withShift = (key: string): string => (isMac ? `⇧⌘${key}` : `Ctrl+Shift+${key}`);

/** The key that deletes what has the focus: its name, and whether an event has it. */
export const deleteKey = isMac ? '⌫' : 'Del';
export const isDelete = (key: string): boolean => key === 'Delete' || (isMac && key === 'Backspace');
