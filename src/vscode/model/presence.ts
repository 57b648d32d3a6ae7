import type { Presence } from '../../../common/model/index.ts';
import { t } from '../text.ts';

/** An icon of the editor, and a color of ours or of the editor's. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

/** How somebody is, told by the shape; the color only says it again. */
export const presenceIcons: Readonly<Record<Presence, Icon>> = {
  online: { id: 'circle-filled', color: 'p2pChat.presenceOnline' },
  away: { id: 'clock', color: 'p2pChat.presenceAway' },
  dnd: { id: 'circle-slash', color: 'p2pChat.presenceBusy' },
  offline: { id: 'circle-outline' },
};

export const presenceText = (presence: Presence): string => {
  switch (presence) {
    case 'online':
      return t('online');
    case 'away':
      return t('away');
    case 'dnd':
      return t('do not disturb');
    case 'offline':
      return t('offline');
  }
};
