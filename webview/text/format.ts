import { BoundedMap } from '../../common/base/index.ts';
import { hourCycleOf, type Appearance } from '../../common/protocol/view/index.ts';
import { charactersOf, wordsOfName } from '../../common/text/index.ts';
import { t } from '../l10n.ts';

/** Making a formatter costs far more than using it, and every row uses some at every drawing. */
const formatters = (locale: string, clock: Appearance['timeFormat']) => ({
  locale,
  clock,
  time: new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...hourCycleOf(clock) }),
  moment: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', ...hourCycleOf(clock) }),
  day: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
  dayOfYear: new Intl.DateTimeFormat(locale, { dateStyle: 'full' }),
  short: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...hourCycleOf(clock) }),
  weekday: new Intl.DateTimeFormat(locale, { weekday: 'short' }),
  date: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
  year: new Intl.DateTimeFormat(locale, { year: 'numeric' }),
  oldDate: new Intl.DateTimeFormat(locale, { dateStyle: 'short' }),
  list: new Intl.ListFormat(locale),
  number: new Intl.NumberFormat(locale),
  initials: new BoundedMap<string, string>(1000),
});
let use = formatters('en', 'auto');

/** BCP 47. What Intl does not know becomes English. */
export const useLanguage = (language: string): void => {
  try {
    use = formatters(Intl.getCanonicalLocales(language)[0] ?? 'en', use.clock);
  } catch {
    use = formatters('en', use.clock);
  }
  document.documentElement.lang = use.locale;
};

/** Twelve hours or twenty-four; `auto` is the custom of the language. */
export const useClock = (clock: Appearance['timeFormat']): void => {
  if (clock !== use.clock) use = formatters(use.locale, clock);
};

/** The computer may have been carried to another time zone: a formatter keeps to that in which it was made. */
export const useTimeZone = (): void => {
  use = formatters(use.locale, use.clock);
};

/** "09:26", or "9:26 AM" where that is the custom. */
export const timeText = (at: number): string => use.time.format(at);

/** The same where it must be narrow and the time above it says which half of the day it is: "9:26". */
export const narrowTimeText = (at: number): string =>
  use.time
    .formatToParts(at)
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim();

/** Day and time, for tooltips. */
export const momentText = (at: number): string => use.moment.format(at);

/** "Today", "Yesterday", "Friday 20 November", with the year if it is another one. */
export const dayText = (at: number): string => {
  const day = new Date(at);
  const now = new Date();
  if (sameDay(day, now)) return t('Today');
  if (sameDay(day, new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) return t('Yesterday');
  return (day.getFullYear() === now.getFullYear() ? use.day : use.dayOfYear).format(day);
};

const week = 7 * 24 * 3_600_000;

/** As short as can be: "09:26" today, then "Yesterday", "Fri", "20 Nov", and with the year if it is another one. */
export const shortWhenText = (at: number): string => {
  const day = new Date(at);
  const now = new Date();
  if (sameDay(day, now)) return timeText(at);
  if (sameDay(day, new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) return t('Yesterday');
  if (day.getFullYear() !== now.getFullYear()) return use.oldDate.format(day);
  return (now.getTime() - at < week - 24 * 3_600_000 && at < now.getTime() ? use.weekday : use.date).format(day);
};

/** What is wrong with a date: the year, "2036", or in this year the day, "Dec 20". */
export const datedText = (at: number): string =>
  (new Date(at).getFullYear() === new Date().getFullYear() ? use.date : use.year).format(at);

/** The time; with the day if that is another one. */
export const whenText = (at: number): string =>
  sameDay(new Date(at), new Date()) ? timeText(at) : use.short.format(at);

/** "New since 09:15". */
export const sinceText = (at: number): string => t('New since {0}', whenText(at));

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

/** "Ana, Bia and Carla". */
export const listText = (words: readonly string[]): string => use.list.format(words);

export const numberText = (value: number): string => use.number.format(value);

/** Letters that stand for a name: of its first two words, or of its only one. */
export const initials = (name: string, count: 1 | 2 = 2): string => {
  const key = `${count} ${name}`;
  const known = use.initials.use(key);
  if (known !== undefined) return known;
  const letters = lettersOf(name, count);
  use.initials.set(key, letters);
  return letters;
};

const lettersOf = (name: string, count: 1 | 2): string => {
  const [one = '', two] = wordsOfName(name);
  const letters = two === undefined ? charactersOf(one) : [charactersOf(one)[0], charactersOf(two)[0]];
  return letters.slice(0, count).join('').toLocaleUpperCase(use.locale);
};
