import type { ChatEvent } from '../../../common/protocol/chat/index.ts';
import { t } from '../text.ts';

type ClockEvent = Pick<ChatEvent & { type: 'clock' }, 'offBy' | 'corrected' | 'name'>;

const units = [
  ['year', 365 * 24 * 3_600_000],
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "3 hours", in the largest unit that says it. */
export const spanText = (ms: number, locale: string): string => {
  const [unit, length] = units.find(([, each]) => Math.abs(ms) >= each) ?? units[3];
  const value = Math.round(Math.abs(ms) / length);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
};

/** In which way this computer's clock differs. */
export const clockText = ({ offBy, corrected, name }: ClockEvent, locale: string): string => {
  const span = spanText(offBy, locale);
  if (!corrected) {
    return name === undefined
      ? t('This computer’s clock and the tracker’s differ by {0}.', span)
      : t('This computer’s clock and {0}’s differ by {1}.', name, span);
  }
  return offBy > 0 ? t('This computer’s clock is {0} ahead.', span) : t('This computer’s clock is {0} behind.', span);
};

/** What follows from it, and what to do. */
export const clockMeaning = ({ corrected }: ClockEvent): string =>
  corrected
    ? t(
        'The clocks of other people agree, so P2P Chat goes by theirs: your messages have the right time and place. Set the clock in your system’s date and time settings.',
      )
    : t(
        'One of the two is wrong, and P2P Chat can’t tell which. Answers still stand below what they answer, but times may look wrong. If it is this computer, set the clock in your system’s date and time settings.',
      );
