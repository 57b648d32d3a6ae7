import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inQuietHours } from '../../../../src/vscode/notifications/quiet-hours.ts';
import { declaredSettings } from '../../../support/manifest.ts';

const at = (hour: number, minute = 0) => ({ hour, minute });

test.each([
  ['22:00-08:00', at(21, 59), false],
  ['22:00-08:00', at(22), true],
  ['22:00-08:00', at(0), true],
  ['22:00-08:00', at(7, 59), true],
  ['22:00-08:00', at(8), false],
  ['12:30-13:15', at(12, 29), false],
  ['12:30-13:15', at(13, 14), true],
  ['12:30-13:15', at(13, 15), false],
  [' 22:00-08:00 ', at(23), true],
  ['08:00-08:00', at(8), false],
])('%s at %o: %s', (hours, now, quiet) => {
  expect(inQuietHours(hours, now)).toBe(quiet);
});

test('what is not two times is no quiet at all', () => {
  for (const wrong of ['', 'night', '22-8', '24:00-08:00', '22:00-08:60', '22:00-08:00-09:00', '22:00'])
    for (let hour = 0; hour < 24; hour++) expect(inQuietHours(wrong, at(hour)), wrong).toBe(false);
});

const two = (n: number): string => String(n).padStart(2, '0');
const clock = fc.record({ hour: fc.nat(23), minute: fc.nat(59) });
const text = ({ hour, minute }: { hour: number; minute: number }): string => `${two(hour)}:${two(minute)}`;

test('a span and its reverse share out the day between them', () => {
  fc.assert(
    fc.property(clock, clock, clock, (from, to, now) => {
      fc.pre(text(from) !== text(to));
      const there = inQuietHours(`${text(from)}-${text(to)}`, now);
      expect(inQuietHours(`${text(to)}-${text(from)}`, now)).toBe(!there);
    }),
  );
});

test('the settings editor takes exactly what is understood', () => {
  const declared = new Map(declaredSettings).get('p2pChat.notifications.quietHours');
  const allowed = new RegExp(declared?.pattern ?? '$.');
  for (const [hours, good] of [
    ['22:00-08:00', true],
    ['', true],
    ['24:00-08:00', false],
    ['9:00-10:00', false],
    ['22:00-08:00 ', false],
  ] as const)
    expect(allowed.test(hours), hours).toBe(good);
});
