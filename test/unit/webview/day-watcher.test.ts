import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DayWatcher } from '../../../webview/page/day-watcher.ts';

const hour = 3_600_000;
/** Ten minutes before midnight, local time. */
const late = new Date(2026, 10, 27, 23, 50).getTime();
const midnightOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

let changes: number[];
let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', page);
  vi.useFakeTimers({ now: late });
  changes = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const begin = (): DayWatcher => {
  const calendar = new DayWatcher(() => changes.push(calendar.today));
  calendar.start();
  return calendar;
};

it('tells of each new day at midnight, and of nothing else', () => {
  const calendar = begin();
  expect(calendar.today).toBe(midnightOf(late));
  vi.advanceTimersByTime(10 * 60_000 - 1);
  expect(changes).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(changes).toEqual([midnightOf(late + hour)]);
  vi.advanceTimersByTime(24 * hour);
  expect(changes).toEqual([midnightOf(late + hour), midnightOf(late + 25 * hour)]);
});

it('tells within a minute of waking: timers stand still while the computer sleeps', () => {
  begin();
  vi.setSystemTime(late + 9 * hour);
  expect(changes).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(changes).toEqual([midnightOf(late + 9 * hour)]);
});

it('tells at once when somebody comes back to the page, and when the clock is set back', () => {
  begin();
  for (const [after, event] of [
    [30 * hour, 'focus'],
    [60 * hour, 'visibilitychange'],
    [-30 * hour, 'pageshow'],
  ] as const) {
    vi.setSystemTime(late + after);
    page.dispatchEvent(new Event(event));
    expect(changes.at(-1)).toBe(midnightOf(late + after));
  }
});
