import { t } from '../l10n.ts';

let locale = 'en';

/** BCP 47. What Intl does not know becomes English. */
export const useLanguage = (language: string): void => {
  try {
    locale = Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    locale = 'en';
  }
  document.documentElement.lang = locale;
};

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

/** "09:26", or "9:26 AM" where that is the custom. */
export const timeText = (at: number): string => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);

/** "Today", "Yesterday", "Friday 20 November", with the year if it is another one. */
export const dayText = (at: number): string => {
  const day = new Date(at);
  const now = new Date();
  if (sameDay(day, now)) return t('Today');
  if (sameDay(day, new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) return t('Yesterday');
  const year = day.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...year }).format(day);
};

/** Day and time, for tooltips. */
export const momentText = (at: number): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at);

/** "Ana, Bia and Carla". */
export const listText = (words: readonly string[]): string => new Intl.ListFormat(locale).format(words);

export const numberText = (value: number): string => new Intl.NumberFormat(locale).format(value);

/** Letters that stand for a name: of its first two words, or of its only one. */
export const initials = (name: string, count: 1 | 2 = 2): string => {
  const [one = '', two] = name.split(/[\s._-]+/).filter((word) => word !== '');
  const letters = two === undefined ? graphemes(one).slice(0, 2) : [graphemes(one)[0], graphemes(two)[0]];
  return letters.slice(0, count).join('').toLocaleUpperCase(locale);
};

const graphemes = (word: string): readonly string[] =>
  [...new Intl.Segmenter(locale).segment(word)].map(({ segment }) => segment);
