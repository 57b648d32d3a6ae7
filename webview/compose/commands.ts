import type { Header } from '../../common/protocol/view/index.ts';
import { slashNames, type SlashCommand } from '../../common/text/index.ts';

/** What the editor speaks; commands are called as there, and understood in both languages. */
export const isPortuguese = (): boolean => document.documentElement.lang.startsWith('pt');

/** How a command is called. */
export const nameIn = (command: SlashCommand, portuguese = isPortuguese()): string =>
  slashNames[command][portuguese ? 1 : 0];

/** Whether it can be carried out here. */
export const isOffered = (command: SlashCommand, { kind, mine, muted }: Header): boolean => {
  switch (command) {
    case 'leave':
      return kind === 'group' && !mine;
    case 'delete':
      return kind === 'group' && mine;
    case 'mute':
      return !muted;
    case 'unmute':
      return muted;
    case 'message':
    case 'users':
    case 'status':
    case 'search':
    case 'help':
      return true;
  }
};
