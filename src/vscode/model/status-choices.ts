import type { OwnPresence } from '../../chat/index.ts';
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
  const one = (value: OwnPresence, label: string, detail: string): StatusChoice => ({
    value,
    label: `$(${icons[value]}) ${label}`,
    detail,
    ...(value === chosen && { description: t('now') }),
  });
  const online =
    awayAfter > 0
      ? t('Others see that you are here, and away after {0} minutes without activity.', awayAfter)
      : t('Others see that you are here.');
  return [
    one('online', t('Online'), online),
    one('away', t('Away'), t('Others see that you are away until you choose something else.')),
    one('dnd', t('Do Not Disturb'), t('Others see that you want quiet. No notification, no badge.')),
    one('invisible', t('Invisible'), t('Others see you as offline. You get messages and notifications as always.')),
  ];
};

const icons: Readonly<Record<OwnPresence, string>> = {
  online: 'circle-filled',
  away: 'clock',
  dnd: 'bell-slash',
  invisible: 'eye-closed',
};
