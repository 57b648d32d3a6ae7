import * as z from 'zod';

const name = z.string().min(1).max(200);
const id = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const conversation = { room: name.exactOptional(), to: name.exactOptional() };
const entry = z.string().regex(/^[0-9a-f]{64}$/);

/** The command lines of the headless peer (headless.md), by `do`. Unknown fields are ignored. */
const commands = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('register'),
    username: name,
    password: z.string().max(1024).exactOptional(),
    passwordFile: z.string().max(4096).exactOptional(),
  }),
  z.object({
    do: z.literal('login'),
    username: name,
    password: z.string().max(1024).exactOptional(),
    passwordFile: z.string().max(4096).exactOptional(),
  }),
  z.object({ do: z.literal('logout') }),
  z.object({ do: z.literal('status') }),
  z.object({ do: z.literal('list-peers') }),
  z.object({ do: z.literal('list-rooms') }),
  z.object({
    do: z.literal('create-room'),
    room: name,
    policy: z.enum(['open', 'invite']).exactOptional(),
    listed: z.boolean().exactOptional(),
    capacity: z.int().exactOptional(),
  }),
  z.object({ do: z.literal('join-room'), room: name }),
  z.object({ do: z.literal('leave-room'), room: name }),
  z.object({ do: z.literal('delete-room'), room: name }),
  z.object({ do: z.literal('send'), ...conversation, content: z.string().max(20_000), replyTo: entry.exactOptional() }),
  z.object({ do: z.literal('mark-read'), ...conversation }),
  z.object({ do: z.literal('edit'), entry, content: z.string().max(20_000) }),
  z.object({ do: z.literal('delete'), entry }),
  z.object({ do: z.literal('react'), entry, emoji: z.string().max(64), on: z.boolean().exactOptional() }),
  z.object({
    do: z.literal('history'),
    ...conversation,
    before: entry.exactOptional(),
    limit: z.int().min(1).max(500).exactOptional(),
  }),
]);
export type Command = z.infer<typeof commands>;

/** Verbs of later steps. */
const laterVerbs = new Set(['invite', 'join-invite', 'remove', 'search', 'safety-number', 'verify', 'block']);

const envelope = z.object({ id: id.exactOptional(), do: z.string().max(64).exactOptional() });

export type Line =
  | { readonly ok: true; readonly id: number | null; readonly command: Command }
  | { readonly ok: false; readonly id: number | null; readonly code: 'BAD_REQUEST' | 'NOT_YET'; readonly msg: string };

/** One line of standard input. */
export const decodeLine = (text: string): Line => {
  const json = parse(text);
  const head = envelope.safeParse(json);
  if (!head.success) return { ok: false, id: null, code: 'BAD_REQUEST', msg: 'a command is one JSON object on a line' };
  const number = head.data.id ?? null;
  if (laterVerbs.has(head.data.do ?? '')) {
    return { ok: false, id: number, code: 'NOT_YET', msg: 'this version cannot do that yet' };
  }
  const command = commands.safeParse(json);
  if (command.success) return { ok: true, id: number, command: command.data };
  return {
    ok: false,
    id: number,
    code: 'BAD_REQUEST',
    msg: z.prettifyError(command.error).replaceAll('\n', ' ').slice(0, 300),
  };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
