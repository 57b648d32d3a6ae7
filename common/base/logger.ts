export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Where lines for people go. Never hand it message text, passwords, keys' secret halves or vaults. */
export interface Logger {
  log(level: LogLevel, message: string): void;
}

export const silentLogger: Logger = { log: () => {} };
