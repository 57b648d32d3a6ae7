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

const plain = (text: string): string => text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The command, if the whole text is one in any case. Anything else is a message: a path may start with a slash too. */
export const parseSlash = (text: string): SlashCommand | undefined => commands.get(plain(text));

/** The whole text is one word that could only be meant as a command, and is none. A path has more to it. */
export const isUnknownSlash = (text: string): boolean =>
  /^\s*\/[\p{L}_]+\s*$/u.test(text) && parseSlash(text) === undefined;
