import { AppError, type LogLevel, type Logger } from '../../common/base/index.ts';
import { readCommandLine, type CommandLine } from './options.ts';
import { startTracker, type RunningTracker } from './tracker-service.ts';

const levels: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/** One line on stderr for each message up to a level. */
const stderrLogger = (most: LogLevel): Logger => ({
  log: (level, message) => {
    if (levels.indexOf(level) > levels.indexOf(most)) return;
    process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`);
  },
});

/** Ends the process with one sentence. */
const fail = (error: unknown, code: 1 | 2): never => {
  process.stderr.write(`${AppError.from(error).message}\n`);
  process.exit(code);
};

const commandLine = (): CommandLine => {
  try {
    return readCommandLine(process.argv.slice(2), process.env);
  } catch (error) {
    return fail(error, 2);
  }
};

const options = commandLine();
const { data, log } = options;
const tracker: RunningTracker = await startTracker({ ...options, logger: stderrLogger(log) }).catch((error: unknown) =>
  fail(error, 1),
);
const stop = (): void => {
  void tracker.close().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// last: whoever reads it may end us at once
process.stdout.write(`p2p-chat-tracker listening on ${tracker.url} data ${data} id ${tracker.id}\n`);
