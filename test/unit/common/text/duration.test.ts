import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDuration, usualDurations } from '../../../../common/text/index.ts';

const minute = 60_000;
const hour = 60 * minute;

it.each([
  ['30m', 30 * minute],
  ['1h', hour],
  ['1h30m', 90 * minute],
  ['1h30', 90 * minute],
  ['2h 5', 125 * minute],
  ['1h 30 min', 90 * minute],
  ['1 hour and 30 minutes', 90 * minute],
  ['1.5h', 90 * minute],
  ['1,5 h', 90 * minute],
  ['for 2 hours', 2 * hour],
  ['2 horas', 2 * hour],
  ['por 45 minutos', 45 * minute],
  ['2 HORAS e 15 minutos', 135 * minute],
  ['3d', 72 * hour],
  ['1d12h', 36 * hour],
  ['an hour', hour],
  ['half an hour', 30 * minute],
  ['uma hora', hour],
  ['por meia hora', 30 * minute],
  ['1 week', 168 * hour],
  ['tomorrow', 'tomorrow'],
  ['until tomorrow', 'tomorrow'],
  ['até amanhã', 'tomorrow'],
  ['AMANHA', 'tomorrow'],
])('%j', (text, duration) => {
  expect(parseDuration(text)).toBe(duration);
});

it.each([
  '',
  '1',
  'h',
  '0h',
  '-1h',
  '1x',
  'soon',
  '1h of quiet',
  '9999d',
  '1e9h',
  'tomorrow 1h',
  '1h!',
  '1h60',
  '1d12',
  '1h30m20',
  '1:30',
])('%j is none', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

it('reads what it offers, and any hours and minutes in both languages', () => {
  for (const text of [...usualDurations(false), ...usualDurations(true)])
    expect(parseDuration(text), text).toBeDefined();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom('h ', ' hours, ', ' horas e '),
      (h, m, word) => {
        expect(parseDuration(`${h}${word}${m}m`)).toBe(h * hour + m * minute);
      },
    ),
  );
});

it('never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseDuration(text)));
});
