import type { Duration } from '../../../common/text/index.ts';
import { t } from '../text.ts';
import { muteUntil, untilText } from './mute-until.ts';

export interface MuteChoice {
  readonly label: string;
  /** When it ends. */
  readonly description?: string;
  /** How long, and until when that was as the list was made, milliseconds since 1970; absent = until it is unmuted. */
  readonly time?: { readonly duration: Duration; readonly until: number };
}

const hour = 3_600_000;

/** How long a conversation can be muted; `now` in milliseconds since 1970. */
export const muteChoices = (now: number): readonly MuteChoice[] => {
  const timed = (label: string, duration: Duration): MuteChoice => {
    const until = muteUntil(duration, now);
    return { label, description: untilText(until, now), time: { duration, until } };
  };
  return [timed(t('For 1 hour'), hour), timed(t('Until tomorrow'), 'tomorrow'), { label: t('Until I unmute it') }];
};

/** When it ends for somebody who chooses now: an hour begins then, however long the list has been open, and the morning that was shown is meant. */
export const endOf = ({ time }: MuteChoice, now: number): number | undefined => {
  if (time === undefined) return undefined;
  return time.duration === 'tomorrow' && time.until > now ? time.until : muteUntil(time.duration, now);
};
