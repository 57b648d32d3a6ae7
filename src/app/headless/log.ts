import type { Logger, LogLevel } from '../../../common/base/index.ts';
import { headlessLimits } from './limits.ts';

export const logLevels: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/** The log on standard error. Where nobody reads it lines are left out. */
export const openLog = (level: LogLevel): Logger => ({
  log: (at, message) => {
    if (logLevels.indexOf(at) > logLevels.indexOf(level)) return;
    if (process.stderr.writableLength < headlessLimits.log) process.stderr.write(`${at} ${message}\n`);
  },
});
