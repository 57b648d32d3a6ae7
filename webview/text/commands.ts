import {
  isBlank,
  parseDuration,
  parseStatus,
  statusNameIn,
  statusNames,
  type Slash,
  type SlashCommand,
  usualDurations,
} from '../../common/text/index.ts';
import { isPortuguese } from '../compose/commands.ts';
import type { SubmitProblem } from '../compose/composer-state.ts';
import { t } from '../l10n.ts';

/** What a command does, in one line. */
export const commandText = (command: SlashCommand): string => {
  switch (command) {
    case 'message':
      return t('Send a direct message');
    case 'users':
      return t('Show who is in this conversation');
    case 'status':
      return t('Set your status');
    case 'search':
      return t('Search this conversation');
    case 'help':
      return t('Show commands and shortcuts');
    case 'mute':
      return t('Mute this conversation');
    case 'unmute':
      return t('Unmute it');
    case 'leave':
      return t('Leave this room');
    case 'delete':
      return t('Delete this room (owner only)');
  }
};

/** What stands behind a command, each part by its name; of what may be left out, in brackets. */
export const argumentText = (command: SlashCommand): string | undefined => {
  switch (command) {
    case 'message':
      return t('name message');
    case 'status':
      return t('[status]');
    case 'search':
      return t('[text]');
    case 'mute':
      return t('[time]');
    case 'users':
    case 'unmute':
    case 'leave':
    case 'delete':
    case 'help':
      return undefined;
  }
};

/** Why what was written must not be sent and cannot be carried out, if so. */
export const slashProblem = (slash: Slash): SubmitProblem | undefined => {
  if (slash.kind === 'text') return undefined;
  if (slash.kind === 'unknown')
    return { why: t('There’s no command {0}. To send it as text, start with //.', slash.word), asText: true };
  const { command, argument } = slash;
  if (argumentText(command) === undefined && !isBlank(argument))
    return { why: t('Nothing goes after this command. To send it as text, start with //.'), asText: true };
  if (command === 'status' && !isBlank(argument) && parseStatus(argument) === undefined)
    return { why: t('Use one of: {0}.', statusNames.map((name) => statusNameIn(name, isPortuguese())).join(', ')) };
  if (command === 'mute' && !isBlank(argument) && parseDuration(argument) === undefined)
    return { why: t('Enter a duration, such as {0}.', usualDurations(isPortuguese()).join(', ')) };
  return undefined;
};
