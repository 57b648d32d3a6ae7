import { homedir } from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, logLevels, reachOfHost, type LogLevel } from '../../common/base/index.ts';
import { checkName, normalName } from '../../common/text/index.ts';
import type { TlsFiles } from './http/tls-files.ts';
import { TrustedProxies } from './http/trusted-proxies.ts';

/** What the command line and the environment decide. */
export interface CommandLine {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly name: string;
  /** How others reach it, if that is by a name: its host may be told who this is. */
  readonly publicUrl?: string;
  /** Proxies that say for whom they ask. */
  readonly proxies: TrustedProxies;
  readonly tls?: TlsFiles;
  /** False: no rate limits and no cap per address. */
  readonly limits: boolean;
  readonly log: LogLevel;
  /** Where the database is gone, begin with an empty one. */
  readonly newDatabase: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const flags = [
  'host',
  'port',
  'data',
  'name',
  'public-url',
  'trust-proxy',
  'tls-cert',
  'tls-key',
  'limits',
  'log',
] as const;
type Flag = (typeof flags)[number];
/** Without a value, and never from the environment, where it would stand for good. */
const newDatabaseSwitch = 'new-database';
const laterFlags: ReadonlySet<string> = new Set(['classic', 'database']);
const laterWords: ReadonlySet<string> = new Set(['import-original', 'user']);

const usage =
  'p2p-chat-tracker [status|backup|verify|restore] [--host 127.0.0.1] [--port 6060] [--data DIR] [--name NAME] [--public-url URL] [--trust-proxy CIDR,…] [--tls-cert F --tls-key F] [--limits off] [--log LEVEL] [--new-database]';

/**
 * Flags first, then `P2P_CHAT_PORT` and its like, then defaults. Throws BAD_REQUEST with one sentence.
 * @param args without the program's own name
 */
export const readCommandLine = (args: readonly string[], environment: Environment): CommandLine => {
  const { given, newDatabase } = readFlags(args);
  const value = (flag: Flag): string | undefined => given.get(flag) ?? fromEnvironment(environment, flag);
  const host = value('host') ?? '127.0.0.1';
  const limits = readLimits(value('limits'), host);
  const publicUrl = readPublicUrl(value('public-url'));
  const tls = readTls(value('tls-cert'), value('tls-key'));
  return {
    host,
    port: readPort(value('port') ?? '6060'),
    data: path.resolve(value('data') ?? defaultData(environment)),
    name: readName(value('name') ?? 'P2P Chat'),
    ...(publicUrl !== undefined && { publicUrl }),
    proxies: readProxies(value('trust-proxy')),
    ...(tls && { tls }),
    limits,
    log: readLevel(value('log') ?? 'info'),
    newDatabase,
  };
};

export const isLoopback = (host: string): boolean => host === 'localhost' || reachOfHost(host) === 'loopback';

const wrong = (message: string): AppError => new AppError('BAD_REQUEST', message);

/** A variable that is empty is not set, and what writes a file of them may leave its ends of lines (`6060\r`). */
const fromEnvironment = (environment: Environment, flag: Flag): string | undefined =>
  environment[environmentName(flag)]?.trim() || undefined;

const environmentName = (flag: Flag): string => `P2P_CHAT_${flag.toUpperCase().replaceAll('-', '_')}`;

const readFlags = (args: readonly string[]): { given: ReadonlyMap<string, string>; newDatabase: boolean } => {
  const { tokens } = parseArgs({ args: [...args], strict: false, tokens: true, options: textOptions() });
  const given = new Map<string, string>();
  let newDatabase = false;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      const later = laterWords.has(token.value);
      throw wrong(
        later ? `${token.value} is not in this version.` : `Unexpected argument "${token.value}". Usage: ${usage}`,
      );
    }
    if (laterFlags.has(token.name)) throw wrong(`--${token.name} is not in this version.`);
    if (token.name === newDatabaseSwitch && token.value === undefined) {
      newDatabase = true;
      continue;
    }
    if (!isFlag(token.name)) throw wrong(`There is no flag ${token.rawName}. Usage: ${usage}`);
    if (token.value === undefined || token.value === '') throw wrong(`--${token.name} needs a value.`);
    given.set(token.name, token.value);
  }
  return { given, newDatabase };
};

const textOptions = (): Record<string, { type: 'string' | 'boolean' }> => ({
  ...Object.fromEntries([...flags, 'database'].map((flag) => [flag, { type: 'string' as const }])),
  [newDatabaseSwitch]: { type: 'boolean' },
});

const isFlag = (name: string): name is Flag => (flags as readonly string[]).includes(name);

const readPort = (text: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw wrong('--port must be a number from 0 to 65535.');
};

const readLimits = (text: string | undefined, host: string): boolean => {
  if (text === undefined || text === 'on') return true;
  if (text !== 'off') throw wrong('--limits must be on or off.');
  if (!isLoopback(host)) throw wrong('--limits off is only for a tracker that listens on loopback.');
  return false;
};

const readTls = (cert: string | undefined, key: string | undefined): CommandLine['tls'] => {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw wrong('--tls-cert and --tls-key belong together.');
  return { cert, key };
};

const readName = (text: string): string => {
  const name = checkName(normalName(text));
  if (name !== undefined) return name;
  throw wrong('--name must have 1 to 40 characters from one alphabet.');
};

const readPublicUrl = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url !== null && /^(?:https?|wss?):$/.test(url.protocol) && url.hostname !== '') return url.href;
  throw wrong('--public-url must be an address such as https://chat.example.org.');
};

const readProxies = (text: string | undefined): TrustedProxies => {
  const proxies = new TrustedProxies();
  for (const range of text?.split(',') ?? [])
    if (!proxies.add(range.trim()))
      throw wrong(`--trust-proxy must be addresses or ranges such as 10.0.0.0/8, not "${range.trim()}".`);
  return proxies;
};

const readLevel = (text: string): LogLevel => {
  const level = logLevels.find((one) => one === text);
  if (level === undefined) throw wrong(`--log must be one of ${logLevels.join(', ')}.`);
  return level;
};

/** The data folder, if nobody says which. */
export const defaultData = ({ XDG_DATA_HOME, LOCALAPPDATA }: Environment): string => {
  const home = process.platform === 'win32' ? LOCALAPPDATA : XDG_DATA_HOME;
  return path.join(home ?? path.join(homedir(), '.local', 'share'), 'p2p-chat-tracker');
};
