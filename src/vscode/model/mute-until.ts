import type { Duration } from '../../../common/text/index.ts';
import { dateText } from './date-text.ts';

/** The day begins, for somebody who wants quiet until then. */
const morning = 8;

/** When a time of quiet ends that begins now; both in milliseconds since 1970. */
export const muteUntil = (duration: Duration, now: number): number => {
  if (duration !== 'tomorrow') return now + duration;
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, morning).getTime();
};

/** "14:05", or "Mon 08:00" on another day. */
export const untilText = (until: number, now: number): string => {
  const isToday = new Date(until).toDateString() === new Date(now).toDateString();
  const day = isToday
    ? {}
    : until - now < 6 * 86_400_000
      ? { weekday: 'short' as const }
      : { dateStyle: 'medium' as const };
  const time =
    'dateStyle' in day ? { timeStyle: 'short' as const } : { hour: 'numeric' as const, minute: '2-digit' as const };
  return dateText(until, { ...day, ...time });
};
