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
    label: `$(${statusIcons[value]}) ${statusText(value)}`,
    detail,
    ...(value === chosen && { description: t('now') }),
  });
  const online =
    awayAfter > 0
      ? t('You appear online, and away after {0} minutes of inactivity.', awayAfter)
      : t('You appear online.');
  return [
    one('online', online),
    one('away', t('You appear away until you change your status.')),
    one('dnd', t('You appear as Do Not Disturb. No notifications, no badge.')),
    one('invisible', t('You appear offline. You still get messages and notifications.')),
  ];
};

export const statusText = (value: OwnPresence): string => {
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
