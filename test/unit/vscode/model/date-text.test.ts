import { afterEach, expect, test } from 'vitest';
import { dateText, useTimeFormat } from '../../../../src/vscode/model/date-text.ts';
import { muteChoices } from '../../../../src/vscode/model/mute-choices.ts';
import { untilText } from '../../../../src/vscode/model/mute-until.ts';

afterEach(() => useTimeFormat('auto'));

const evening = new Date(2026, 10, 26, 21, 30).getTime();

test.each([
  ['auto', /^Thu,? 9:30.PM$/],
  ['12h', /^Thu,? 9:30.PM$/],
  ['24h', /^Thu,? 21:30$/],
] as const)('a time is written in the way of the setting: %s', (format, expected) => {
  useTimeFormat(format);
  expect(dateText(evening, { weekday: 'short', hour: 'numeric', minute: '2-digit' })).toMatch(expected);
});

test('and so is until when a conversation is muted, near, in this week and far', () => {
  useTimeFormat('24h');
  expect(muteChoices(evening)[0]?.description).toBe('22:30');
  expect(untilText(evening + 12 * 3_600_000, evening)).toMatch(/^Fri,? 09:30$/);
  expect(untilText(evening + 10 * 24 * 3_600_000, evening)).toMatch(/21:30$/);
});
