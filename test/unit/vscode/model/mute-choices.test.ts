import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOf, muteChoices } from '../../../../src/vscode/model/mute-choices.ts';

const hour = 3_600_000;

test('an hour, until tomorrow morning, or for good; each says when it ends', () => {
  const now = new Date(2026, 10, 26, 21, 30).getTime();
  const choices = muteChoices(now);
  expect(choices.map((choice) => endOf(choice, now))).toEqual([
    now + hour,
    new Date(2026, 10, 27, 8).getTime(),
    undefined,
  ]);
  expect(choices.map(({ description }) => description)).toEqual([
    expect.stringMatching(/^10:30.PM$/),
    expect.stringMatching(/^Fri,? 8:00.AM$/),
    undefined,
  ]);
});

test('an hour begins when it is chosen; the morning that was shown is meant, while it is still to come', () => {
  const late = new Date(2026, 10, 26, 23, 50).getTime();
  const [anHour, tomorrow, forGood] = muteChoices(late);
  if (anHour === undefined || tomorrow === undefined || forGood === undefined) throw new Error('three choices');
  const later = late + hour;
  expect(endOf(anHour, later)).toBe(later + hour);
  expect(endOf(tomorrow, later)).toBe(new Date(2026, 10, 27, 8).getTime());
  expect(endOf(tomorrow, late + 12 * hour)).toBe(new Date(2026, 10, 28, 8).getTime());
  expect(endOf(forGood, later)).toBeUndefined();
});

test('tomorrow is always the morning of the next day', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(2000, 0), max: new Date(2090, 0), noInvalidDate: true }), (date) => {
      const until = new Date(muteChoices(date.getTime())[1]?.time?.until ?? 0);
      const next = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);
      expect([until.toDateString(), until.getHours(), until.getMinutes()]).toEqual([next.toDateString(), 8, 0]);
      expect(until.getTime()).toBeGreaterThan(date.getTime());
    }),
  );
});
