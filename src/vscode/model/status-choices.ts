import type { OwnPresence } from '../../../common/protocol/chat/index.ts';
import { t } from '../text.ts';

export interface StatusChoice {
  readonly value: OwnPresence;
  /** With a codicon. */
  readonly label: string;
  readonly description?: string;
  readonly detail: string;
}

/** The four ways to be, the present one marked. `awayAfter` in minutes, 0 = never. */
export const statusChoices = (chosen: OwnPresence, awayAfter: number): readonly StatusChoice[] => {
  const one = (value: OwnPresence, detail: string): StatusChoice => ({
    value,
    label: `$(${statusIcons[value]}) ${statusWord(value)}`,
    detail,
    ...(value === chosen && { description: t('now') }),
  });
  const online =
    awayAfter > 0
      ? t('Others see that you are here, and away after {0} minutes without activity.', awayAfter)
      : t('Others see that you are here.');
  return [
    one('online', online),
    one('away', t('Others see that you are away until you choose something else.')),
    one('dnd', t('Others see that you want quiet. No notification, no badge.')),
    one('invisible', t('Others see you as offline. You get messages and notifications as always.')),
  ];
};

export const statusWord = (value: OwnPresence): string => {
  switch (value) {
    case 'online':
      return t('Online');
    case 'away':
      return t('Away');
    case 'dnd':
      return t('Do Not Disturb');
    case 'invisible':
      return t('Invisible');
  }
};

export const statusIcons: Readonly<Record<OwnPresence, string>> = {
  online: 'circle-filled',
  away: 'clock',
  dnd: 'circle-slash',
  invisible: 'eye-closed',
};
