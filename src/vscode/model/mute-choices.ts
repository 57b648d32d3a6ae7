import { t } from '../text.ts';
import { muteUntil, untilText } from './mute-until.ts';

export interface MuteChoice {
  readonly label: string;
  /** When it ends. */
  readonly description?: string;
  /** Milliseconds since 1970; absent = not by itself. */
  readonly until?: number;
}

const hour = 3_600_000;

/** How long a conversation can be muted; `now` in milliseconds since 1970. */
export const muteChoices = (now: number): readonly MuteChoice[] => {
  const timed = (label: string, until: number): MuteChoice => ({
    label,
    description: untilText(until, now),
    until,
  });
  return [
    timed(t('For 1 hour'), muteUntil(hour, now)),
    timed(t('Until tomorrow'), muteUntil('tomorrow', now)),
    { label: t('Until I unmute it') },
  ];
};
