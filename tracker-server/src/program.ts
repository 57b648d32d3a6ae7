import { AppError, LineStream } from '../../common/base/index.ts';
import { runCommand, told } from './admin/run-command.ts';
import { readCommand } from './command.ts';
import { readCommandLine } from './options.ts';
import { nodeClock } from './node-clock.ts';
import { startTracker } from './tracker-service.ts';

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/**
 * Does what a command asks for, or serves until a signal ends it.
 * @param worker the file of this program, for its workers
 */
export const runProgram = async (worker: string): Promise<void> => {
  const output = new LineStream(process.stdout);
  const errors = new LineStream(process.stderr);

  /** Ends the process with one sentence. */
  const fail = (error: unknown, code: 1 | 2): never => {
    errors.write(AppError.from(error).message);
    process.exit(code);
  };

  const read = <T>(reading: (args: readonly string[], environment: NodeJS.ProcessEnv) => T): T => {
    try {
      return reading(process.argv.slice(2), process.env);
    } catch (error) {
      return fail(error, 2);
    }
  };

  const command = read(readCommand);
  if (command !== undefined) {
    const result = await runCommand(command, nodeClock.wall()).catch((error: unknown) => fail(error, 1));
    return output.write(command.json ? JSON.stringify(result) : told(command, result));
  }
  const options = read(readCommandLine);
  const { data, log } = options;
  const logger = errors.logger(log, (level, message) => `${new Date().toISOString()} ${level} ${message}`);
  // something has failed for which nobody waited: no reason to leave everybody else alone
  process.on('unhandledRejection', (error) => logger.log('error', `unhandled rejection: ${stackOf(error)}`));
  const tracker = await startTracker({ ...options, logger, worker }).catch((error: unknown) => fail(error, 1));
  const stop = (): void => {
    void tracker.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // last: whoever reads it may end us at once
  output.write(`p2p-chat-tracker listening on ${tracker.url} data ${data} id ${tracker.id}`);
};
