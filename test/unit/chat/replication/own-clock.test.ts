import { beforeEach, describe, expect, test } from 'vitest';
import type { IdentityKey, Met } from '../../../../common/model/index.ts';
import { OwnClock, type ClockNotice } from '../../../../src/chat/core/replication/own-clock.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { testPerson } from '../../../support/people.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const me = testPerson(1, 'me').device(0).certificate;
const [ana, bia, caio] = ['ana', 'bia', 'caio'].map((name, i) => testPerson(2 + i, name).device(0).certificate);

let clock: ManualClock;
/** What the wall clock was set forward by. */
let set: number;
const wall = (): number => clock.wall() + set;
let own: OwnClock;
let notices: ClockNotice[];
let kept: Met[];
let changes: number;

const make = (met: readonly IdentityKey[], programDate = 0): void => {
  [notices, kept, changes] = [[], [], 0];
  own = new OwnClock({
    clock: { wall, mono: () => clock.mono(), setTimer: (ms, run) => clock.setTimer(ms, run) },
    me,
    programDate,
    keep: (one) => void kept.push(one),
    tell: (notice) => void notices.push(notice),
    onChanged: () => void changes++,
  });
  own.load({ met: met.map((identity) => ({ identity, since: wall() - 2 * day })) });
};
/** What a clock shows that is ahead of the one here by so much. */
const reading = (ahead: number) => ({ wall: wall() + ahead, mono: clock.mono() });
const known = (...people: (typeof ana)[]): IdentityKey[] => people.flatMap((one) => one?.identity ?? []);
const hear = (who: typeof ana, ahead: number): void => own.onPeer(who as typeof me, reading(ahead));
const off = (): number => own.now() - wall();

beforeEach(() => {
  clock = new ManualClock();
  set = 0;
  make(known(ana, bia, caio));
});

describe('the own clock', () => {
  test('is corrected once two sources say so, and says it once', () => {
    own.onTracker(reading(3 * hour));
    expect([off(), own.isConfirmed, notices]).toEqual([0, false, []]);
    hear(ana, 3 * hour + second);
    expect([off(), own.isConfirmed, changes]).toEqual([3 * hour, true, 1]);
    hear(bia, 3 * hour - second);
    expect(notices).toEqual([{ offBy: -3 * hour, corrected: true }]);
    expect(changes).toBe(1);
  });

  test('is confirmed by two that agree with it', () => {
    own.onTracker(reading(second));
    hear(ana, -second);
    expect([off(), own.isConfirmed, changes, notices]).toEqual([0, true, 1, []]);
  });

  test('is moved by nobody alone: one that differs is told of, by name, after a while and once', () => {
    hear(ana, -3 * hour);
    expect(notices).toEqual([]);
    clock.advance(20 * second);
    hear(ana, -3 * hour);
    clock.advance(20 * second);
    expect(notices).toEqual([{ offBy: 3 * hour, corrected: false, name: 'ana' }]);
    expect([off(), own.isConfirmed]).toEqual([0, false]);
  });

  test('says nothing of one that differs where others do not', () => {
    hear(ana, 3 * hour);
    own.onTracker(reading(0));
    hear(bia, 0);
    clock.advance(minute);
    expect([off(), notices]).toEqual([0, []]);
  });

  test('does not go by whoever was not here a day ago, nor by my other devices', () => {
    make(known(ana));
    for (const [who, ahead] of [
      [bia, hour],
      [caio, hour],
      [me, hour],
    ] as const)
      hear(who, ahead);
    expect(kept.map(({ identity }) => identity)).toEqual(known(bia, caio));
    hear(ana, hour);
    expect(off()).toBe(0);
    clock.advance(day);
    hear(bia, hour);
    expect(off()).toBe(hour);
    expect(kept).toHaveLength(2);
  });

  test('forgets what others said when it was set, or the computer has slept', () => {
    own.onTracker(reading(3 * hour));
    hear(ana, 3 * hour);
    set = 3 * hour;
    clock.advance(30 * second);
    expect([off(), own.isConfirmed, changes]).toEqual([0, false, 2]);
    hear(bia, 0);
    expect(off()).toBe(0);
  });

  test('that was wrong only between two looks has changed too, if it was gone by: what was written then is to be pulled back', () => {
    own.onTracker(reading(second));
    hear(ana, second);
    clock.advance(minute);
    expect(changes).toBe(1);
    set = 53 * hour;
    set = 0;
    clock.advance(minute);
    expect(changes).toBe(1);
    set = 53 * hour;
    own.now();
    set = 0;
    clock.advance(minute);
    expect([changes, off(), own.isConfirmed]).toEqual([2, 0, true]);
    clock.advance(minute);
    expect(changes).toBe(2);
  });

  test('that shows a time before the program existed goes by one source, however far', () => {
    make(known(ana), wall() + 30 * 365 * day);
    own.onTracker(reading(40 * 365 * day));
    expect(off()).toBe(40 * 365 * day);
    expect(notices).toEqual([{ offBy: -40 * 365 * day, corrected: true }]);
  });
});
