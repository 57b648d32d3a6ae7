const isMac = navigator.platform.startsWith('Mac');

/** A key with the one that stands for a command on this computer, as its people write it. */
export const withCommand = (key: string): string => (isMac ? `⌘${key}` : `Ctrl+${key}`);
