import { fold } from './fold.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** By the beginning of what people write, in English and Portuguese. */
const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:m|min|mins|minutes?|minutos?)$/, minute],
  [/^(?:h|hr|hrs|hours?|horas?)$/, hour],
  [/^(?:d|days?|dias?)$/, day],
  [/^(?:w|weeks?|semanas?)$/, 7 * day],
];
/** The longest that means anything. */
const maxDuration = 366 * day;
/** What is said in words, and the minutes behind an hour that need none. */
const said: readonly (readonly [RegExp, string])[] = [
  [/^(?:half an hour|meia hora)$/, '30m'],
  [/^(?:an?|one|uma?) /, '1'],
  [/(h)\s*([0-5]?\d)$/, '$1 $2m'],
];
const part = /(\d+(?:[.,]\d+)?)\s*([a-z]+)/g;

/** How long, in milliseconds, or until the next morning. */
export type Duration = number | 'tomorrow';

/** `30m`, `1h30`, `2 hours`, `2 horas`, `tomorrow`, `até amanhã`. Undefined if it is none, nothing or more than a year. */
export const parseDuration = (text: string): Duration | undefined => {
  const bare = fold(text.trim()).replace(/^(?:for|until|por|ate|durante)\s+/, '');
  const words = said.reduce((all, [how, plain]) => all.replace(how, plain), bare);
  if (words === 'tomorrow' || words === 'amanha') return 'tomorrow';
  const parts = Array.from(words.matchAll(part), ([, count = '', unit = '']) => {
    const [, size] = units.find(([names]) => names.test(unit)) ?? [];
    return size === undefined ? Number.NaN : Number(count.replace(',', '.')) * size;
  });
  const isAll = words.replaceAll(part, '').replaceAll(/\b(?:and|e)\b|[\s,]/g, '') === '';
  const sum = Math.round(parts.reduce((all, one) => all + one, 0));
  return isAll && sum > 0 && sum <= maxDuration ? sum : undefined;
};

/** How those that people want most often are written. */
export const usualDurations = (portuguese: boolean): readonly string[] => [
  '30m',
  '1h',
  '8h',
  portuguese ? 'amanhã' : 'tomorrow',
];
