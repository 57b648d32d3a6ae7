import { expect, test } from 'vitest';
import { clockMeaning, clockText, spanText } from '../../../../src/vscode/model/clock-text.ts';

const minute = 60_000;
const hour = 60 * minute;

test.each([
  [2 * minute, '2 minutes'],
  [-3 * hour, '3 hours'],
  [26 * hour, '1 day'],
  [10 * 365 * 24 * hour, '10 years'],
])('%i ms are %s', (ms, expected) => expect(spanText(ms, 'en')).toBe(expected));

test('says which clocks differ, and which way where that is known', () => {
  const ahead = { offBy: 3 * hour, corrected: true };
  expect(clockText(ahead, 'en')).toBe('This computer’s clock is 3 hours ahead.');
  expect(clockText({ ...ahead, offBy: -3 * hour }, 'en')).toBe('This computer’s clock is 3 hours behind.');
  expect(clockText({ ...ahead, corrected: false, name: 'Ana' }, 'en')).toBe(
    'This computer’s clock and Ana’s differ by 3 hours.',
  );
  expect(clockText({ ...ahead, corrected: false }, 'pt-BR')).toContain('differ by 3 horas');
  expect(clockMeaning(ahead)).toContain('goes by theirs');
  expect(clockMeaning({ ...ahead, corrected: false })).toContain('can’t tell which');
});
