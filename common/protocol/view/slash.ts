/** What somebody may type instead of a message. The Portuguese names are those of the system this one follows. */
export type SlashCommand = 'users' | 'help' | 'leave' | 'delete';

const commands: ReadonlyMap<string, SlashCommand> = new Map([
  ['/users', 'users'],
  ['/help', 'help'],
  ['/leave', 'leave'],
  ['/sair', 'leave'],
  ['/delete', 'delete'],
  ['/deletar_sala', 'delete'],
]);

/** The command, if the whole text is one in any case. Anything else is a message: a path may start with a slash too. */
export const parseSlash = (text: string): SlashCommand | undefined => commands.get(text.trim().toLowerCase());
