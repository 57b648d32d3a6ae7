import { foldCommand } from './fold.ts';

/** What somebody may type instead of a message. */
export type SlashCommand = 'message' | 'users' | 'status' | 'search' | 'mute' | 'unmute' | 'leave' | 'delete' | 'help';

/** How each may be written: in English and Portuguese as it is offered, then as people know it from elsewhere. */
export const slashNames: Readonly<Record<SlashCommand, readonly [english: string, portuguese: string, ...string[]]>> = {
  message: ['/msg', '/mensagem', '/dm', '/w', '/message', '/tell', '/whisper'],
  users: ['/users', '/usuarios', '/who', '/members', '/membros'],
  status: ['/status', '/status'],
  search: ['/search', '/buscar', '/find', '/procurar'],
  mute: ['/mute', '/silenciar'],
  unmute: ['/unmute', '/reativar'],
  leave: ['/leave', '/sair', '/part'],
  delete: ['/delete', '/excluir', '/deletar_sala'],
  help: ['/help', '/ajuda'],
};

const commands: ReadonlyMap<string, SlashCommand> = new Map(
  Object.entries(slashNames).flatMap(([command, names]) => names.map((name) => [name, command as SlashCommand])),
);

/** What a text is that somebody wants to send. */
export type Slash =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly command: SlashCommand; readonly argument: string }
  /** It can only be meant as a command and is none, so nobody else may see it. `word` with its slash. */
  | { readonly kind: 'unknown'; readonly word: string };

/** Nothing to be seen may stand before it, and on some keyboards the slash is a wide one. */
const beginning = String.raw`^[\s\p{Cf}]*[/\uff0f]`;
/** A word behind the slash and then nothing of the same word, be it unseen: with another slash it is a path, with a dot a file. */
const worded = new RegExp(
  String.raw`${beginning}(\p{L}[\p{L}\p{M}\p{N}_-]*)(?=$|[\s\p{Cf}]|[!?;]+$|[@:,](?!/))([^]*)$`,
  'u',
);
const unseenEnds = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
/** The same behind two slashes: the text is meant as it is, with one of them. Of several lines it is code. */
const literal = new RegExp(String.raw`^([\s\p{Cf}]*)/(/\p{L}[^\n]*)$`, 'u');

/**
 * A command stands at the start, in any case, with or without accents. Whatever looks like one is held back, because it may be meant
 * for one person alone.
 */
export const readSlash = (text: string): Slash => {
  const [, before = '', rest] = literal.exec(text.trimEnd()) ?? [];
  if (rest !== undefined) return { kind: 'text', text: readWord(rest) === undefined ? text : before + rest };
  return readWord(text) ?? { kind: 'text', text };
};

const readWord = (text: string): Exclude<Slash, { kind: 'text' }> | undefined => {
  const [, word, behind = ''] = worded.exec(text) ?? [];
  if (word === undefined) return undefined;
  const command = commands.get(foldCommand(`/${word}`));
  if (command !== undefined)
    return { kind: 'command', command, argument: behind.replace(/^[:,]/, '').replaceAll(unseenEnds, '') };
  return /^[^\s\p{Cf}]/u.test(behind) ? undefined : { kind: 'unknown', word: `/${word}` };
};

/** It is a command or may become one, be it the slash alone: nobody is told that a message is being written. */
export const maySlash = (text: string): boolean => begunWord.test(text) || readSlash(text).kind !== 'text';
const begunWord = new RegExp(String.raw`${beginning}[\p{L}\p{M}_]*$`, 'u');

/** What was typed of a command without its slash, if the text before the caret is nothing else. */
export const slashBegun = (before: string): string | undefined => /^\/([\p{L}\p{M}_]*)$/u.exec(before)?.[1];

/** What was typed of what a command is about: behind one space after its name. */
export const argumentBegun = (
  before: string,
): { readonly command: SlashCommand; readonly query: string } | undefined => {
  const [, word, query] = /^\/([\p{L}\p{M}_]+) ([^\n]*)$/u.exec(before) ?? [];
  const command = word === undefined ? undefined : commands.get(foldCommand(`/${word}`));
  return command === undefined || query === undefined ? undefined : { command, query };
};

/** The same text, said not to be a command. */
export const asLiteral = (text: string): string => text.replace(new RegExp(beginning, 'u'), '//');
