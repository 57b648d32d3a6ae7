import { AppError, LineStream, type Logger } from '../../common/base/index.ts';
import type { RoomKey } from '../../common/model/index.ts';
import type { ChatService } from '../client/index.ts';
import { withTimeout, nodeClock } from '../runtime/index.ts';
import { readArguments, type Arguments } from './headless/arguments.ts';
import { checkedChat } from './headless/checked-chat.ts';
import { eventLines } from './headless/events.ts';
import type { EventLine } from './headless/event-fields.ts';
import { Flow } from './headless/flow.ts';
import { jsonLine } from './headless/json-line.ts';
import { headlessLimits } from './headless/limits.ts';
import { serve } from './headless/serve.ts';
import { trackerState } from './headless/status.ts';
import { openChat } from './open.ts';

/** The headless peer: one JSON object a line in, one a line out. docs/headless.md is its contract, and this the contract's version. */
const version = '1.0.0';

const errors = new LineStream(process.stderr);
const say = (line: object): void => {
  process.stdout.write(`${jsonLine(line)}\n`);
};
const tell = (line: EventLine): void => say(line);
/** As soon as everything said has been taken. */
const written = (): Promise<void> => new Promise((resolve) => process.stdout.write('', () => resolve()));

/** Tells all that happens from now on. */
const tellEvents = (chat: ChatService): void => {
  let told = '';
  const tellTracker = (): void => {
    const state = trackerState(chat.state);
    if (state !== told) tell({ event: 'tracker', state });
    told = state;
  };
  tellTracker();
  chat.onDidChangeState(tellTracker);
  chat.onEvent((event) => {
    for (const line of eventLines(event, chat.state)) tell(line);
  });
};

/** Tells that the engine was started again; calls `onEnd` and resolves when none comes any more. */
const watchEngine = (chat: ChatService, onEnd: () => void): Promise<void> =>
  new Promise((resolve) => {
    let wasOpen = true;
    chat.onDidChangeEngine(({ kind, ...rest }) => {
      if (kind === 'open' && !wasOpen) {
        tell({
          event: 'warning',
          code: 'ENGINE_RESTARTED',
          msg: 'P2P Chat had a problem and restarted. Nothing you sent was lost.',
        });
      }
      wasOpen = kind === 'open';
      if (!('error' in rest)) return;
      errors.write(`${rest.error.code}: ${rest.error.message}`);
      onEnd();
      resolve();
    });
  });

/** Nothing more is read; with a signal nothing is waited for either. */
const watchForTheEnd = (flow: Flow): Promise<void> => {
  const stop = (): void => {
    flow.stop();
    process.stdin.destroy();
  };
  // whoever read our lines is gone: so is the reason to run
  process.stdout.on('error', stop);
  process.stdout.on('drain', () => flow.look());
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        stop();
        resolve();
      });
    }
  });
};

/** Says `ready` when the data is open, or after a while: it may take long, and whoever may not have it knows that at once. */
const open = async (given: Arguments, logger: Logger): Promise<ChatService | 'locked'> => {
  const { data, listenPort, listenHost } = given;
  let said = false;
  const sayReady = (): void => {
    if (!said) tell({ event: 'ready', version, listen: `${listenHost ?? '*'}:${listenPort}`, role: 'leader' });
    said = true;
  };
  const early = setTimeout(sayReady, headlessLimits.ready);
  const settings = { listenPort, ...(listenHost === undefined ? {} : { listenHost }) };
  try {
    // a program hears of every message, and its commands wait for each other only on disk
    const room = { waitingEvents: Infinity, calls: headlessLimits.unanswered };
    const chat = await openChat({
      data,
      workers: import.meta.dirname,
      logger,
      settings,
      client: room,
      ownsProcess: true,
    });
    if (chat !== 'locked') sayReady();
    return chat;
  } finally {
    clearTimeout(early);
  }
};

const main = async (given: Arguments, logger: Logger): Promise<number> => {
  const flow = new Flow(() => process.stdout.writableLength);
  const signal = watchForTheEnd(flow);
  const chat = await open(given, logger);
  if (chat === 'locked') {
    errors.write('LOCKED: another process uses this data folder');
    return 1;
  }
  tellEvents(chat);
  const { tracker, listenHost } = given;
  const context = {
    chat: checkedChat(chat),
    tracker,
    opening: new Map<string, Promise<RoomKey>>(),
    ...(listenHost === undefined ? {} : { listenHost }),
  };
  let failed = false;
  const ended = watchEngine(chat, () => {
    failed = true;
    flow.stop();
    process.stdin.destroy();
  });
  await serve({ input: process.stdin, context, flow, logger, say });
  // at the end of the input everything gets its reply; whoever sends a signal does not wait
  await Promise.race([
    flow.idle(),
    ended,
    signal.then(() => withTimeout(nodeClock, headlessLimits.patience, flow.idle())),
  ]);
  if ((await chat.close()) === 'letGo') {
    // an exit would wait for the disk, which hangs; what was reported as sent is on it
    await withTimeout(nodeClock, headlessLimits.patience, written());
    process.kill(process.pid, 'SIGKILL');
  }
  // nor does a signal wait for a reader who reads no more
  void signal.then(() => withTimeout(nodeClock, headlessLimits.patience, written())).then(() => process.exit(0));
  return failed ? 1 : 0;
};

/** Something has failed for which nobody waited: told, counted, and no reason to end. */
const tellRejections = (logger: Logger): void => {
  let count = 0;
  process.on('unhandledRejection', (error) => {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    logger.log('error', `unhandled rejection ${++count}: ${what}`);
  });
};

const given = readArguments(process.argv.slice(2));
if (typeof given === 'string') {
  errors.write(given);
  process.exitCode = 2;
} else {
  try {
    const logger = errors.logger(given.level, (level, message) => `${level} ${message}`);
    tellRejections(logger);
    process.exitCode = await main(given, logger);
  } catch (error) {
    const { code, message } = AppError.from(error);
    errors.write(`${code}: ${message}`);
    process.exitCode = 1;
  }
}
