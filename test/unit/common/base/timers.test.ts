import { beforeEach, describe, expect, test } from 'vitest';
import { Coalescer, SingleTimer } from '../../../../common/base/index.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

let clock: ManualClock;
let ran: number[];
beforeEach(() => {
  clock = new ManualClock();
  ran = [];
});

const make = (): Coalescer => new Coalescer(clock, 100, () => ran.push(clock.mono()));

describe('a coalescer', () => {
  test('runs once for all that is asked for, counted from the first', () => {
    const coalescer = make();
    coalescer.request();
    clock.advance(60);
    coalescer.request();
    coalescer.request(5);
    expect(coalescer.waiting).toBe(true);
    clock.advance(1000);
    expect([ran, coalescer.waiting]).toEqual([[100], false]);
    coalescer.request(5);
    clock.advance(1000);
    expect(ran).toEqual([100, 1065]);
  });

  test('may be requested again while it runs', () => {
    const coalescer: Coalescer = new Coalescer(clock, 100, () => {
      ran.push(clock.mono());
      if (ran.length < 3) coalescer.request();
    });
    coalescer.request();
    clock.advance(1000);
    expect(ran).toEqual([100, 200, 300]);
  });

  test('cancelled, it can be requested again; disposed, it cannot', () => {
    const coalescer = make();
    coalescer.request();
    coalescer.cancel();
    expect(clock.waiting).toBe(0);
    coalescer.request();
    coalescer.dispose();
    coalescer.request();
    expect([clock.waiting, coalescer.waiting, ran]).toEqual([0, false, []]);
  });
});

describe('a single timer', () => {
  test('what is set replaces what was set before', () => {
    const timer = new SingleTimer();
    for (const ms of [10, 20]) timer.set(() => clock.setTimer(ms, () => ran.push(ms)));
    clock.advance(100);
    expect(ran).toEqual([20]);
    timer.set(() => clock.setTimer(10, () => ran.push(10)));
    timer.clear();
    expect(clock.waiting).toBe(0);
  });

  test('disposed, nothing starts any more', () => {
    const timer = new SingleTimer();
    timer.set(() => clock.setTimer(10, () => ran.push(10)));
    timer.dispose();
    timer.set(() => expect.unreachable());
    expect([clock.waiting, ran]).toEqual([0, []]);
  });
});
