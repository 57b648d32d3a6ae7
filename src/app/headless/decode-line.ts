import * as z from 'zod';
import type { Begin, Command } from './command.ts';
import { commands } from './commands.ts';
import { laterCommands } from './later-commands.ts';

export type Line =
  | { readonly id: number | null; readonly ok: true; readonly begin: Begin }
  | { readonly id: number | null; readonly ok: false; readonly code: 'BAD_REQUEST' | 'NOT_YET'; readonly msg: string };

const envelope = z.object({ id: z.int().min(0).exactOptional(), do: z.string() });
const byName: ReadonlyMap<string, Command> = new Map(Object.entries(commands));
const later: ReadonlySet<string> = new Set(laterCommands);

/** One line of standard input. */
export const decodeLine = (text: string): Line => {
  const json = parse(text);
  const { success, data } = envelope.safeParse(json);
  if (!success) return bad(null, 'a command is one JSON object on a line, with a name as do and a number as id');
  const { id = null, do: name } = data;
  if (later.has(name)) return { id, ok: false, code: 'NOT_YET', msg: `${name} is not in this version` };
  const command = byName.get(name);
  if (command === undefined) return bad(id, 'there is no such command');
  const begin = command.bind(json);
  return begin instanceof z.ZodError ? bad(id, z.prettifyError(begin)) : { id, ok: true, begin };
};

/** A line that is too long to be read. */
export const tooLong: Line = {
  id: null,
  ok: false,
  code: 'BAD_REQUEST',
  msg: 'a line has at most 1 MiB',
};

/** A line in another encoding. */
export const notUtf8: Line = { id: null, ok: false, code: 'BAD_REQUEST', msg: 'a line is not UTF-8' };

const bad = (id: number | null, why: string): Line => ({
  id,
  ok: false,
  code: 'BAD_REQUEST',
  msg: why.replaceAll('\n', ' ').slice(0, 300),
});

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
