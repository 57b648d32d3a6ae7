import { t } from '../text.ts';
import { timeWords } from './conversation-words.ts';

export interface MuteChoice {
  readonly label: string;
  /** When it ends. */
  readonly description?: string;
  /** Milliseconds since 1970; absent = not by itself. */
  readonly until?: number;
}

const hour = 3_600_000;
/** The day begins, for somebody who wants quiet until then. */
const morning = 8;

/** How long a conversation can be muted; `now` in milliseconds since 1970. */
export const muteChoices = (now: number): readonly MuteChoice[] => [
  timed(t('For 1 hour'), now + hour),
  timed(t('Until tomorrow'), tomorrow(now)),
  { label: t('Until I unmute it') },
];

const timed = (label: string, until: number): MuteChoice => ({ label, description: timeWords(until), until });

/** The next morning that is not of today, also where clocks are put forward in the night. */
const tomorrow = (now: number): number => {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, morning).getTime();
};
