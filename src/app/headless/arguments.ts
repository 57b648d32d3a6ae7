import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { logLevels, type LogLevel } from '../../../common/base/index.ts';
import { checkTrackerUrl } from '../../tracker-client/index.ts';

export interface Arguments {
  /** ws: or wss: address. */
  readonly tracker: string;
  /** Absolute. */
  readonly data: string;
  readonly listenPort: number;
  /** Absent: every address of the machine. */
  readonly listenHost?: string;
  readonly level: LogLevel;
}

const options = {
  tracker: { type: 'string' },
  data: { type: 'string' },
  listen: { type: 'string', default: '0' },
  log: { type: 'string', default: 'warn' },
} as const;

/** Flags of the contract that this version does not know. */
const laterOptions = {
  routes: { type: 'string' },
  proxy: { type: 'string' },
  'lead-only': { type: 'boolean' },
} as const;

const usage = `usage: headless.js --tracker URL --data DIR [--listen [HOST:]PORT] [--log ${logLevels.join('|')}]`;

/** The command line, or one sentence that says what is wrong with it. */
export const readArguments = (args: readonly string[]): Arguments | string => {
  try {
    return parse([...args]);
  } catch (error) {
    // what parseArgs has to say goes on with advice
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    return `${sentence?.replace(/\.$/, '')}; ${usage}`;
  }
};

const parse = (args: string[]): Arguments => {
  const { values } = parseArgs({ args, options: { ...options, ...laterOptions } });
  const later = Object.keys(laterOptions).find((name) => name in values);
  if (later !== undefined) throw new Error(`--${later} is not in this version`);
  const { tracker, data = '', listen, log } = values;
  if (tracker === undefined || data === '') throw new Error('--tracker and --data are required');
  const [, host, port] = /^(?:(.+):)?(\d{1,5})$/.exec(listen) ?? [];
  const level = logLevels.find((one) => one === log);
  if (port === undefined || Number(port) > 65_535) throw new Error('--listen must be [HOST:]PORT');
  if (level === undefined) throw new Error(`--log must be one of ${logLevels.join(', ')}`);
  const listenHost = host === undefined ? {} : { listenHost: host.replace(/^\[|\]$/g, '') };
  const { url } = checkTrackerUrl(tracker);
  return { tracker: url, data: path.resolve(data), listenPort: Number(port), level, ...listenHost };
};
