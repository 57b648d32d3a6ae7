import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { AppError, type Logger, type LogLevel } from '../../common/base/index.ts';
import { checkTrackerUrl } from '../tracker-client/index.ts';
import { eventLines } from './headless/events.ts';
import { runCommand } from './headless/run-command.ts';
import { decodeLine } from './headless/verbs.ts';
import { atMost } from '../engine/index.ts';
import { openChat } from './open.ts';

/** The headless peer: one JSON object a line in, one a line out (headless.md). */
const version = '1.0.0';
/** Commands that may be unanswered before no more is read. */
const unansweredMost = 4096;
/** Milliseconds for commands under way after a signal. */
const patience = 500;
const usage =
  'usage: headless.js --tracker ws://HOST:PORT --data DIR [--listen [HOST:]PORT] [--log error|warn|info|debug]';
const levels: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

interface Arguments {
  readonly tracker: string;
  readonly data: string;
  readonly listenPort: number;
  readonly listenHost?: string;
  readonly level: LogLevel;
}

const readArguments = (): Arguments => {
  const { values } = parseArgs({
    options: {
      tracker: { type: 'string' },
      data: { type: 'string' },
      listen: { type: 'string', default: '0' },
      log: { type: 'string', default: 'warn' },
    },
  });
  const { tracker, data, listen, log } = values;
  if (tracker === undefined || data === undefined) throw new Error('--tracker and --data are needed');
  const [, host, port] = /^(?:(.+):)?(\d{1,5})$/.exec(listen) ?? [];
  const level = levels.find((one) => one === log);
  if (port === undefined || Number(port) > 65_535) throw new Error('--listen wants [HOST:]PORT');
  if (level === undefined) throw new Error(`--log wants one of ${levels.join(', ')}`);
  const listenHost = host === undefined ? {} : { listenHost: host.replace(/^\[|\]$/g, '') };
  return { tracker: checkTrackerUrl(tracker).url, data, listenPort: Number(port), level, ...listenHost };
};

const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const main = async (): Promise<number> => {
  let given: Arguments;
  try {
    given = readArguments();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}; ${usage}\n`);
    return 2;
  }
  const { data, listenPort, listenHost, tracker, level } = given;
  const logger: Logger = {
    log: (at, message) => {
      if (levels.indexOf(at) <= levels.indexOf(level)) process.stderr.write(`${at} ${message}\n`);
    },
  };
  const settings = { listenPort, ...(listenHost === undefined ? {} : { listenHost }) };
  say({ event: 'ready', version, listen: `${listenHost ?? '*'}:${listenPort}` });
  const options = { data: path.resolve(data), workers: import.meta.dirname, logger, settings };
  // a bot hears of every message, and its commands wait for each other only on disk
  const chat = await openChat(options, { waitingEvents: Infinity, calls: unansweredMost });
  if (chat === 'locked') {
    process.stderr.write('LOCKED: another process uses this data folder\n');
    return 1;
  }
  chat.onEvent((event) => {
    for (const line of eventLines(event, chat.state)) say(line);
  });
  const lines = createInterface({ input: process.stdin, terminal: false });
  // whoever read our lines is gone: so is the reason to run
  process.stdout.on('error', () => lines.close());
  let told = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      told = true;
      lines.close();
    });
  }
  const running = new Set<Promise<void>>();
  for await (const text of lines) {
    if (text.trim() === '') continue;
    const work = answer(chat, tracker, text).finally(() => running.delete(work));
    running.add(work);
    if (running.size >= unansweredMost) await Promise.race(running);
  }
  // at the end of the input everything gets its reply; whoever sends a signal does not wait
  await (told ? atMost(patience, Promise.all(running)) : Promise.all(running));
  await chat.close();
  return 0;
};

const answer = async (chat: Parameters<typeof runCommand>[0], tracker: string, text: string): Promise<void> => {
  const line = decodeLine(text);
  if (!line.ok) return say(line);
  try {
    say({ id: line.id, ok: true, ...(await runCommand(chat, tracker, line.command)) });
  } catch (error) {
    const { code, message, details } = AppError.from(error);
    say({ id: line.id, ok: false, code, msg: message, ...details });
  }
};

try {
  process.exitCode = await main();
} catch (error) {
  const { code, message } = AppError.from(error);
  process.stderr.write(`${code}: ${message}\n`);
  process.exitCode = 1;
}
