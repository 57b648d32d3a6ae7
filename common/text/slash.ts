import { foldCommand } from './fold.ts';

/** What somebody may type instead of a message. */
export type SlashCommand = 'users' | 'help' | 'leave' | 'delete' | 'mute' | 'unmute';

/** How each may be written, in English first; two of the Portuguese names are those of the system this one follows. */
export const slashNames: Readonly<Record<SlashCommand, readonly [english: string, portuguese: string]>> = {
  users: ['/users', '/usuarios'],
  help: ['/help', '/ajuda'],
  mute: ['/mute', '/silenciar'],
  unmute: ['/unmute', '/reativar'],
  leave: ['/leave', '/sair'],
  delete: ['/delete', '/deletar_sala'],
};

const commands: ReadonlyMap<string, SlashCommand> = new Map(
  Object.entries(slashNames).flatMap(([command, names]) => names.map((name) => [name, command as SlashCommand])),
);

/** The command, if the whole text is one in any case. Anything else is a message: a path may start with a slash too. */
export const parseSlash = (text: string): SlashCommand | undefined => commands.get(foldCommand(text));

/**
 * Three rules for what only looks like a command. They differ in the space they allow around it, in whether the slash alone is enough,
 * and in whether an accent may be a mark of its own.
 */

/** The whole text is one word that could only be meant as a command, and is none. A path has more to it. */
export const isUnknownSlash = (text: string): boolean =>
  /^\s*\/[\p{L}_]+\s*$/u.test(text) && parseSlash(text) === undefined;

/** The whole text may become a command, be it the slash alone: nobody is told that a message is being written. */
export const maySlash = (text: string): boolean => /^\s*\/[\p{L}_]*$/u.test(text);

/** What was typed of a command without its slash, if the text before the caret is nothing else. */
export const slashBegun = (before: string): string | undefined => /^\/([\p{L}\p{M}_]*)$/u.exec(before)?.[1];
