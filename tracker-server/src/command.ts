import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../../common/base/index.ts';
import { defaultData, type Environment } from './options.ts';

/** What is asked of this program instead of serving. Paths are absolute. `json`: answered for a program. */
export type AdminCommand = { readonly json: boolean } & (
  | { readonly kind: 'status'; readonly data: string }
  | { readonly kind: 'backup'; readonly data: string; readonly file: string }
  | { readonly kind: 'verify'; readonly file: string }
  | { readonly kind: 'restore'; readonly data: string; readonly file: string }
);

const usages: Readonly<Record<AdminCommand['kind'], string>> = {
  status: 'p2p-chat-tracker status [--data DIR] [--json]',
  backup: 'p2p-chat-tracker backup FILE [--data DIR] [--json]',
  verify: 'p2p-chat-tracker verify FILE [--json]',
  restore: 'p2p-chat-tracker restore FILE --data DIR [--json]',
};

const isKind = (word: string | undefined): word is AdminCommand['kind'] =>
  word !== undefined && Object.hasOwn(usages, word);

/** Undefined if the arguments are none of a command. Throws BAD_REQUEST with one sentence. */
export const readCommand = ([kind, ...args]: readonly string[], environment: Environment): AdminCommand | undefined => {
  if (!isKind(kind)) return undefined;
  const wrong = new AppError('BAD_REQUEST', `Usage: ${usages[kind]}`);
  const { values, positionals } = parsed(args, wrong);
  const [file, ...more] = positionals.map((each) => path.resolve(each));
  const given = values.data ?? environment['P2P_CHAT_DATA'];
  const data = path.resolve(given ?? defaultData(environment));
  const json = values.json ?? false;
  if (more.length > 0 || (file === undefined) !== (kind === 'status')) throw wrong;
  if (file === undefined) return { kind: 'status', data, json };
  if (kind === 'verify' && values.data === undefined) return { kind, file, json };
  if (kind === 'backup') return { kind, data, file, json };
  // it is never put where nobody said
  if (kind === 'restore' && values.data !== undefined) return { kind, data, file, json };
  throw wrong;
};

const parsed = (args: readonly string[], wrong: AppError) => {
  try {
    const options = { data: { type: 'string' }, json: { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw wrong;
  }
};
