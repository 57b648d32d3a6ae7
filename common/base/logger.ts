export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** The weightiest first. */
export const logLevels: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/** Whether a log that goes down to `lowest` has lines of this level. */
export const isLogged = (level: LogLevel, lowest: LogLevel): boolean =>
  logLevels.indexOf(level) <= logLevels.indexOf(lowest);

/** Where lines for people go. Never hand it message text, passwords, keys' secret halves or vaults. */
export interface Logger {
  log(level: LogLevel, message: string): void;
}

export const silentLogger: Logger = { log: () => {} };
